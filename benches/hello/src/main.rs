//! A Lambda function that only answers "hello, world": the baseline that the cold
//! starts of Docket's functions are compared with.

use lambda_http::{Body, Error, Request, Response, run, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(async |_: Request| Ok::<_, Error>(Response::new(Body::from("hello, world")))))
        .await
}

//! A server that answers what it is told to, or not at all.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    response::Response,
};
use futures_util::{StreamExt, stream};
use tokio::{net::TcpListener, task::JoinHandle};

/// One answer.
#[derive(Clone)]
pub enum Answer {
    /// A status and a body.
    Says(u16, String),
    /// A body that stops in the middle, over a connection that stays.
    Halts(&'static str),
    /// Nothing, over a connection that stays.
    Silent,
}

/// A running server. Dropping it stops it.
pub struct Stub {
    pub url: String,
    inner: Arc<Inner>,
    server: JoinHandle<()>,
}

struct Inner {
    answers: Vec<Answer>,
    requests: Mutex<Vec<String>>,
}

impl Stub {
    /// Gives these answers, one after another, and then always the last.
    pub async fn start(answers: &[Answer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let inner = Arc::new(Inner { answers: answers.to_vec(), requests: Mutex::default() });
        let router = Router::new().fallback(answer).with_state(inner.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, inner, server }
    }

    /// The bodies of the requests so far.
    pub fn requests(&self) -> Vec<String> {
        self.inner.requests.lock().unwrap().clone()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let body = to_bytes(request.into_body(), 1 << 20).await.unwrap();
    let number = {
        let mut requests = inner.requests.lock().unwrap();
        requests.push(String::from_utf8(body.to_vec()).unwrap());
        requests.len() - 1
    };
    let answer = inner.answers.get(number).or(inner.answers.last()).unwrap();
    let (status, body) = match answer.clone() {
        Answer::Says(status, body) => (status, Body::from(body)),
        Answer::Halts(begin) => {
            let begin = stream::iter([Ok::<_, std::convert::Infallible>(begin)]);
            (200, Body::from_stream(begin.chain(stream::pending())))
        }
        Answer::Silent => std::future::pending().await,
    };
    Response::builder().status(status).body(body).unwrap()
}

//! The one artifact of all functions: runs the one that `_HANDLER` names.

use docket_functions::{env, lambda, registry};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), registry::Failure> {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| "warn,docket_functions=info".into()),
        )
        .init();
    let name = std::env::var("_HANDLER")?;
    let function = registry::find(&name).ok_or_else(|| {
        format!("there is no function `{name}`; `Handler` in the template names one")
    })?;
    lambda::run(function, env::app().await?).await
}

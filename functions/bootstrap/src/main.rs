//! The deployed binary, which contains all functions. It runs the function that the
//! environment variable `_HANDLER` names.

mod env;
mod lambda;
mod telemetry;

use std::process::ExitCode;

use docket_app::Failure;
use docket_functions::registry;
use docket_platform::metrics::METRIC;
use tracing::Level;
use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

use crate::telemetry::Lines;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let configured = std::env::var("RUST_LOG").ok().and_then(|text| text.parse::<Targets>().ok());
    // The names of all Docket crates begin with `docket`.
    let default = Targets::new().with_default(Level::WARN).with_target("docket", Level::INFO);
    let filter = configured.unwrap_or(default).with_target(METRIC, Level::INFO);
    let deployment = std::env::var("DEPLOYMENT").unwrap_or_default();
    let lines = Lines::new(deployment, std::io::stdout());
    tracing_subscriber::registry().with(filter).with(lines).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the function does not start");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Failure> {
    let name = std::env::var("_HANDLER")?;
    let function = registry::find(&name).ok_or_else(|| {
        format!("there is no function `{name}`; `Handler` in the template names one")
    })?;
    lambda::run(function).await
}

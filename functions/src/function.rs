//! What a function is, and how one is made of handlers.

use std::{future::Future, pin::Pin};

use axum::Router;
use docket_app::{Failure, SharedApp};
use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::HttpMethod;
#[cfg(feature = "describe")]
use utoipa_axum::router::OpenApiRouter;

/// What an invocation comes to.
pub type Invocation = Pin<Box<dyn Future<Output = Result<Value, Failure>> + Send>>;

/// A handler of something other than HTTP: it takes the Lambda payload of its
/// trigger and answers what the trigger expects.
pub type EventHandler = fn(SharedApp, Value) -> Invocation;

/// How a function is invoked.
#[derive(Clone, Copy)]
pub enum Handler {
    /// By a route of the API.
    Http(Routes),
    /// By a stream, a rule, a schedule or the deployment itself.
    Event(EventHandler),
}

/// The routes of a function. They are served without being described: a
/// description has all schemas that an answer is made of, and to build it
/// would be a good part of a cold start.
#[derive(Clone, Copy)]
pub struct Routes {
    /// The routes alone, each behind its gate.
    pub serve: fn(&SharedApp) -> Router<SharedApp>,
    /// The routes with what `openapi.json` says of them.
    #[cfg(feature = "describe")]
    pub describe: fn() -> OpenApiRouter<SharedApp>,
    /// Whether any of them reads a bearer token, by its description.
    pub take_tokens: fn() -> bool,
    /// Their paths with the methods that each takes.
    pub paths: fn() -> Vec<(String, Vec<HttpMethod>)>,
}

/// One Lambda function.
pub struct Function {
    /// Its name: `_HANDLER` on AWS, `Handler` in the template.
    pub name: &'static str,
    /// What it runs.
    pub handler: Handler,
}

/// Reads a payload, runs its handler, writes the answer.
pub(crate) fn invoke<P, A, F>(
    app: SharedApp,
    payload: Value,
    read: fn(Value) -> serde_json::Result<P>,
    handler: fn(SharedApp, P) -> F,
) -> Invocation
where
    P: Send + 'static,
    A: Serialize,
    F: Future<Output = Result<A, Failure>> + Send + 'static,
{
    Box::pin(async move {
        let payload = read(payload)?;
        Ok(serde_json::to_value(handler(app, payload).await?)?)
    })
}

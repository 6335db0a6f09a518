//! The type of a function, and how a function is built from handlers.

use std::{future::Future, pin::Pin};

use axum::Router;
use docket_app::{Failure, SharedApp};
use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::HttpMethod;
#[cfg(feature = "describe")]
use utoipa_axum::router::OpenApiRouter;

/// The future result of one invocation: the JSON answer, or a failure.
pub type Invocation = Pin<Box<dyn Future<Output = Result<Value, Failure>> + Send>>;

/// A handler of events other than HTTP. It takes the Lambda payload of its trigger and answers what
/// the trigger expects.
pub type EventHandler = fn(SharedApp, Value) -> Invocation;

/// The way in which a function is invoked.
#[derive(Clone, Copy)]
pub enum Handler {
    /// By HTTP requests to its routes.
    Http(Routes),
    /// By a stream, a rule, a schedule or a custom resource of the stack.
    Event(EventHandler),
}

/// The routes of a function. Serving does not build their API description, which holds the
/// schemas of all answers and would be a good part of a cold start.
#[derive(Clone, Copy)]
pub struct Routes {
    /// Builds the routes, each behind the check of its bearer token.
    pub serve: fn(&SharedApp) -> Router<SharedApp>,
    /// Builds the routes together with their API description.
    #[cfg(feature = "describe")]
    pub describe: fn() -> OpenApiRouter<SharedApp>,
    /// Whether any route reads a bearer token, according to its description.
    pub take_tokens: fn() -> bool,
    /// Paths of the routes, with the HTTP methods of each.
    pub paths: fn() -> Vec<(String, Vec<HttpMethod>)>,
}

/// One Lambda function.
pub struct Function {
    /// Name of the function: `_HANDLER` on AWS, `Handler` in the template.
    pub name: &'static str,
    /// Handler that the function runs.
    pub handler: Handler,
}

/// Reads a payload, runs its handler and serializes the answer.
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

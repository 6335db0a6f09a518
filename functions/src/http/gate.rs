//! The gate before each handler: it judges the token, before path, query,
//! headers or body are looked at. What it asks for is what the route's
//! description says, so that the two cannot differ.

use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use utoipa::openapi::{path::Operation, security::SecurityRequirement};

use super::{ApiError, Caller};
use crate::SharedApp;

/// What a route does with a bearer token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tokens {
    /// It looks at none.
    Ignored,
    /// It takes one, and does without.
    Taken,
    /// It answers nobody without one.
    Required,
}

impl Tokens {
    /// As the route is described.
    #[must_use]
    pub fn of(operation: &Operation) -> Self {
        match &operation.security {
            None => Self::Ignored,
            Some(ways) if ways.contains(&SecurityRequirement::default()) => Self::Taken,
            Some(_) => Self::Required,
        }
    }
}

/// A route with the gate before it.
pub fn gated(
    router: Router<SharedApp>,
    path: &str,
    route: MethodRouter<SharedApp>,
    gate: (SharedApp, Tokens),
) -> Router<SharedApp> {
    router.route(path, route.route_layer(from_fn_with_state(gate, judge)))
}

async fn judge(
    State((app, tokens)): State<(SharedApp, Tokens)>,
    mut request: Request,
    next: Next,
) -> Response {
    if tokens != Tokens::Ignored {
        let caller = match Caller::read(request.headers(), &app).await {
            Ok(caller) if tokens == Tokens::Required && caller.actor().is_none() => {
                return ApiError::Unauthenticated.into_response();
            }
            Ok(caller) => caller,
            Err(error) => return error.into_response(),
        };
        request.extensions_mut().insert(caller);
    }
    next.run(request).await
}

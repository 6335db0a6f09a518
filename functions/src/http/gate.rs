//! The authentication layer of each route: it checks the bearer token before path, query, headers
//! or body are read. Whether a route needs a token follows from its OpenAPI description, so that
//! the two cannot differ.

use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use docket_app::{AppError, SharedApp};
use docket_domain::Actor;
use utoipa::openapi::{path::Operation, security::SecurityRequirement};

use super::{
    ApiError, Caller, Problem,
    denials::{Denial, denial},
};

/// What a route does with a bearer token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tokens {
    /// The route does not read tokens.
    Ignored,
    /// The route accepts a token, and works without one.
    Taken,
    /// The route refuses requests without a token.
    Required,
}

impl Tokens {
    /// The rule that follows from the `security` of the route's description.
    #[must_use]
    pub fn of(operation: &Operation) -> Self {
        match &operation.security {
            None => Self::Ignored,
            Some(ways) if ways.contains(&SecurityRequirement::default()) => Self::Taken,
            Some(_) => Self::Required,
        }
    }
}

/// A route with the authentication layer before it.
pub fn gated(
    router: Router<SharedApp>,
    path: &str,
    route: MethodRouter<SharedApp>,
    (app, operation): (SharedApp, &Operation),
) -> Router<SharedApp> {
    let denial = operation.operation_id.as_deref().and_then(denial);
    let gate = Gate { app, tokens: Tokens::of(operation), denial };
    router.route(path, route.route_layer(from_fn_with_state(gate, judge)))
}

/// What the authentication layer knows about its route.
#[derive(Clone)]
struct Gate {
    app: SharedApp,
    tokens: Tokens,
    denial: Option<Denial>,
}

async fn judge(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    if gate.tokens == Tokens::Ignored {
        return next.run(request).await;
    }
    let caller = match Caller::read(request.headers(), &gate.app).await {
        Ok(caller) if gate.tokens == Tokens::Required && caller.actor().is_none() => {
            return ApiError::from(AppError::Unauthenticated).into_response();
        }
        Ok(caller) => caller,
        Err(error) => return error.into_response(),
    };
    let role = caller.actor().map(Actor::role);
    request.extensions_mut().insert(caller);
    let mut response = next.run(request).await;
    if let (Some(problem), Some(denial), Some(role)) =
        (response.extensions_mut().get_mut::<Problem>(), gate.denial, role)
    {
        problem.explain(denial, role);
    }
    response
}

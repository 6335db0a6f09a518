//! What every HTTP function does the same way.

mod body;
mod days;
mod denials;
mod edge;
mod error;
mod etag;
mod extract;
mod formula;
mod gate;
mod idempotency;
mod moment;
mod paging;
mod patch;
mod principal;
mod rights;
mod source;
mod table;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

pub use body::{Body, Query, Sent, names};
pub use days::{Calendar, DaysView, day};
pub use edge::{BasePath, RequestId};
pub use error::{ApiError, Faults, FieldError, Problem, Shortfall};
pub use etag::{Conditions, Version, tag};
pub use extract::ApiPath;
pub use gate::{Tokens, gated};
pub use idempotency::{IdempotencyKey, KeyOwner, Request, created, recorded};
pub use moment::{Moment, MomentError};
pub use paging::{Cursors, Limit, Pagination};
pub use patch::{edit, present};
pub use principal::{Caller, actor_seller, named_seller};
pub use rights::{Granted, Later};
pub use source::Source;
pub use table::{CSV, Shape, Table, sheet};

use crate::{
    SharedApp,
    registry::{Handler, Routes},
};

/// A function's routes as an HTTP service.
pub fn service(name: &'static str, routes: Routes, app: SharedApp) -> Router {
    edge::apply((routes.serve)(&app), name, app.settings.max_body).with_state(app)
}

/// The routes of all functions as one API description.
pub(crate) fn described() -> OpenApiRouter<SharedApp> {
    crate::registry::FUNCTIONS
        .iter()
        .filter_map(|function| match function.handler {
            Handler::Http(routes) => Some((routes.describe)()),
            Handler::Event(_) => None,
        })
        .fold(OpenApiRouter::new(), OpenApiRouter::merge)
}

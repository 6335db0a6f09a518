//! Functions as HTTP services, and all of them as one description.

use axum::{Extension, Router};
use docket_app::SharedApp;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    function::{Handler, Routes},
    http::edge,
    not_found::Known,
    registry::{self, FUNCTIONS},
};

/// A function's routes as an HTTP service.
pub fn service(name: &'static str, routes: Routes, app: SharedApp) -> Router {
    let router = (routes.serve)(&app).layer(Extension(Known(registry::paths)));
    edge::apply(router, name, app.settings.max_body).with_state(app)
}

/// The routes of all functions as one API description.
pub(crate) fn described() -> OpenApiRouter<SharedApp> {
    FUNCTIONS
        .iter()
        .filter_map(|function| match function.handler {
            Handler::Http(routes) => Some((routes.describe)()),
            Handler::Event(_) => None,
        })
        .fold(OpenApiRouter::new(), OpenApiRouter::merge)
}

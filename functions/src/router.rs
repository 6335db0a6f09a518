//! Builds the HTTP service of one function: its routes behind the layers that all
//! functions share.

use axum::{Extension, Router, middleware};
use docket_app::SharedApp;

use crate::{
    function::Routes,
    http::{distribution::only_by_distribution, edge},
    not_found::Known,
    registry,
};

/// The routes of a function as an HTTP service, behind the layers that all functions share.
pub fn service(name: &'static str, routes: Routes, app: SharedApp) -> Router {
    let router = (routes.serve)(&app).layer(Extension(Known(registry::paths)));
    let router = router.layer(middleware::from_fn_with_state(app.clone(), only_by_distribution));
    edge::apply(router, name, app.settings.max_body).with_state(app)
}

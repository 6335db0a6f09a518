//! One HTTP server: the routes of the template in front of the functions, and
//! what a developer needs beside them.

mod gateway;
mod tools;

use std::{collections::BTreeMap, sync::Arc};

use anyhow::Result;
use axum::{Router, response::Html, routing::get};
use utoipa_swagger_ui::SwaggerUi;

pub use self::tools::Tools;
use crate::{functions::Function, template::Template};

/// The whole router.
///
/// # Errors
///
/// Two routes of the template contradict one another.
pub fn router(
    template: &Template,
    functions: &BTreeMap<&'static str, Arc<Function>>,
    tools: Tools,
) -> Result<Router> {
    let own = Router::new()
        .route("/", get(|| async { Html(INDEX) }))
        .merge(SwaggerUi::new("/docs").url("/openapi.json", docket_functions::openapi()))
        .merge(tools::router(tools));
    gateway::router(template, functions, own)
}

const INDEX: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>Docket</title>
<h1>Docket</h1>
<p>An order desk, running on this machine.</p>
<ul>
<li><a href=\"/docs\">Try the API</a> (<a href=\"/openapi.json\">openapi.json</a>)</li>
<li>Products of
<a href=\"/api/products?sellerId=green-valley\">green-valley</a>,
<a href=\"/api/products?sellerId=corner-shop\">corner-shop</a>,
<a href=\"/api/products?sellerId=spice-kitchen\">spice-kitchen</a>,
<a href=\"/api/products?sellerId=craft-market\">craft-market</a></li>
<li><a href=\"/_local/messages\">Messages sent</a>,
<a href=\"/_local/events\">events published</a>,
<a href=\"/_local/dead-letters\">events given up</a>,
<a href=\"/_local/capacity\">database capacity used</a>,
<a href=\"/_local/clock\">clock</a></li>
</ul>
</html>
";

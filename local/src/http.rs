//! The HTTP server: the routes of the template in front of the functions, the web pages, and the
//! developer tools under `/_local`.

mod demo;
mod documentation;
mod gateway;
mod pages;
mod tools;

use std::{collections::BTreeMap, future::ready, sync::Arc};

use anyhow::Result;
use axum::{
    Router,
    http::{Extensions, HeaderMap, HeaderValue, StatusCode, Version, header},
    middleware::map_response,
    response::Response,
};
use docket_platform::Clock;
use jiff::Timestamp;
use tower_http::compression::{CompressionLayer, Predicate, predicate::SizeAbove};

pub use self::{
    demo::Demo,
    pages::{DOCS_POLICY, PAGE_HEADERS, PAGE_POLICY, PAY_POLICY, Pages},
    tools::{Tools, problem},
};
use crate::{
    functions::Function,
    push::{self, PushStandIn},
    stripe::{self, StandIn},
    template::Template,
};

/// The media types that are compressed on the fly, as a content delivery network does it. The
/// pages' files have compressed siblings.
const COMPRESSED: [&str; 3] = ["application/json", "application/problem+json", "text/csv"];

/// Makes the router of the whole program.
///
/// # Errors
///
/// Two routes of the template conflict.
pub fn router(
    template: &Template,
    functions: &BTreeMap<&'static str, Arc<Function>>,
    (tools, demo): (Tools, Demo),
    (stand_in, push): (Arc<StandIn>, Arc<PushStandIn>),
    pages: Pages,
) -> Result<Router> {
    let clock = tools.clock.clone();
    let own = documentation::router().merge(tools::router(tools)).merge(demo::router(demo));
    let own = own.merge(stripe::router(stand_in)).merge(push::router(push));
    let router = gateway::router(template, functions, own, pages)?;
    let worthwhile = SizeAbove::default().and(is_compressed);
    let dated = map_response(move |response| ready(dated(clock.now(), response)));
    Ok(router.layer(CompressionLayer::new().compress_when(worthwhile)).layer(dated))
}

/// Sets the `Date` of a response to the movable clock's time, from which the pages compute
/// remaining times.
fn dated(now: Timestamp, mut response: Response) -> Response {
    let date = now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(date) = HeaderValue::from_str(&date) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

fn is_compressed(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let kind = kind.and_then(|it| it.split(';').next()).unwrap_or_default();
    COMPRESSED.contains(&kind.trim())
}

//! The local API Gateway: routes each request to a function.
//!
//! Only the template defines routes, as on AWS: a route that exists only in a function's own router
//! is not reachable.

use std::{
    collections::{BTreeMap, HashSet},
    net::SocketAddr,
    sync::Arc,
};

use anyhow::{Context, Result, bail, ensure};
use axum::{
    Router,
    extract::{ConnectInfo, Request},
    http::{Extensions, Method},
    routing::{MethodFilter, on},
};
use docket_app::NetworkSource;
use docket_functions::http::Source;

use super::Pages;
use crate::{
    functions::Function,
    template::{Template, Trigger},
};

/// The routes of the template on top of `own`. A request without a route is answered by a page, or
/// else by the `$default` function.
///
/// # Errors
///
/// A route is malformed or duplicate, or the template does not have exactly one `$default`.
pub fn router(
    template: &Template,
    functions: &BTreeMap<&'static str, Arc<Function>>,
    own: Router,
    pages: Pages,
) -> Result<Router> {
    let routes = routes(template, functions)?;
    let default = default(template, functions)?;
    let gateway = routes.into_iter().try_fold(own, |router, (method, path, function)| {
        route(router, method, path, &function, &default)
    })?;
    let page = default.clone();
    let page = move |request: Request| {
        let (pages, default) = (pages.clone(), page.clone());
        async move {
            match pages.find(request.method(), request.uri().path(), request.headers()).await {
                Some(found) => Ok(found),
                None => default.answer(plain(request)).await,
            }
        }
    };
    let otherwise = move |request: Request| {
        let default = default.clone();
        async move { default.answer(plain(request)).await }
    };
    Ok(gateway.fallback(page).method_not_allowed_fallback(otherwise))
}

/// The method, path and function of every route.
fn routes<'a>(
    template: &'a Template,
    functions: &BTreeMap<&'static str, Arc<Function>>,
) -> Result<Vec<(&'a str, &'a str, Arc<Function>)>> {
    let mut routes = Vec::new();
    let mut seen = HashSet::new();
    for spec in &template.functions {
        for trigger in &spec.triggers {
            if let Trigger::Route { method, path } = trigger {
                ensure!(seen.insert((method, path)), "template.yaml has {method} {path} twice");
                routes.push((method.as_str(), path.as_str(), find(functions, &spec.name)?));
            }
        }
    }
    Ok(routes)
}

/// The function that handles requests without a route.
fn default(
    template: &Template,
    functions: &BTreeMap<&'static str, Arc<Function>>,
) -> Result<Arc<Function>> {
    let is_default = |trigger: &Trigger| matches!(trigger, Trigger::Default);
    let mut specs = template.functions.iter().filter(|spec| spec.triggers.iter().any(is_default));
    match (specs.next(), specs.next()) {
        (Some(spec), None) => find(functions, &spec.name),
        _ => bail!("template.yaml needs exactly one function with an HttpApi event without a path"),
    }
}

fn find(functions: &BTreeMap<&'static str, Arc<Function>>, name: &str) -> Result<Arc<Function>> {
    functions.get(name).cloned().with_context(|| format!("the function {name} is missing"))
}

fn route(
    router: Router,
    method: &str,
    path: &str,
    function: &Arc<Function>,
    default: &Arc<Function>,
) -> Result<Router> {
    let filters = match method {
        "ANY" => vec![
            MethodFilter::GET,
            MethodFilter::POST,
            MethodFilter::PUT,
            MethodFilter::PATCH,
            MethodFilter::DELETE,
            MethodFilter::HEAD,
            MethodFilter::OPTIONS,
        ],
        name => {
            let method = Method::from_bytes(name.as_bytes())?;
            match MethodFilter::try_from(method) {
                Ok(filter) => vec![filter],
                Err(_) => bail!("the template's route {path} has the unknown method {name}"),
            }
        }
    };
    // A greedy parameter is `{name+}` in API Gateway and `{*name}` in axum.
    let path = match path.strip_suffix("+}").and_then(|rest| rest.rsplit_once('{')) {
        Some((before, name)) => format!("{before}{{*{name}}}"),
        None => path.to_owned(),
    };
    Ok(filters.into_iter().fold(router, |router, filter| {
        let (function, default) = (function.clone(), default.clone());
        let handler = move |request: Request| {
            // In axum a GET route also handles HEAD; in API Gateway it does not.
            let is_head = filter == MethodFilter::GET && request.method() == Method::HEAD;
            let function = if is_head { default.clone() } else { function.clone() };
            async move { function.answer(plain(request)).await }
        };
        router.route(&path, on(filter, handler))
    }))
}

/// Removes the traces of this router from a request. The function's own router parses the path
/// again and would find every parameter twice. Only the client's address is kept.
fn plain(mut request: Request) -> Request {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let source = Source(NetworkSource(peer.map(|ConnectInfo(peer)| peer.ip())));
    *request.extensions_mut() = Extensions::new();
    request.extensions_mut().insert(source);
    request
}

//! Running a function in the Lambda runtime.

use std::collections::HashMap;

use axum::Router;
use docket_app::{Failure, NetworkSource, Serves, SharedApp};
use docket_functions::{
    function::{EventHandler, Function, Handler},
    http::{BasePath, RequestId, Source},
    not_found, registry,
    router::service,
};
use docket_platform::metrics::{Metric, count};
use http::Uri;
use lambda_http::{RequestExt, request::RequestContext};
use lambda_runtime::{LambdaEvent, service_fn};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tower::ServiceExt;

use crate::{
    env, heartbeat,
    telemetry::{self, Invocation},
};

/// What stands for itself in a path segment (RFC 3986, unreserved).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Runs `function` until the process is ended.
///
/// # Errors
///
/// When its environment lacks something, or the runtime's API cannot be
/// reached.
pub async fn run(function: &Function) -> Result<(), Failure> {
    match function.handler {
        Handler::Http(routes) => {
            let app = env::app(Serves::Requests { warm: (routes.take_tokens)() }).await?;
            run_http(function.name, service(function.name, routes, app)).await
        }
        Handler::Event(handler) => {
            run_event(function.name, handler, env::app(Serves::Events).await?).await
        }
    }
}

async fn run_http(service: &'static str, router: Router) -> Result<(), Failure> {
    let answer = lambda_http::service_fn(move |request: lambda_http::Request| {
        let router = router.clone();
        async move {
            let request = routed(request);
            if let Some(context) = request.lambda_context_ref() {
                let correlation = request.extensions().get().map(|RequestId(id)| id.clone());
                telemetry::begin(invocation(service, context, correlation));
            }
            router.oneshot(request).await
        }
    });
    lambda_http::run(answer).await
}

async fn run_event(
    service: &'static str,
    handler: EventHandler,
    app: SharedApp,
) -> Result<(), Failure> {
    let invoke = move |event: LambdaEvent<Value>| {
        let correlation = event.payload["detail"]["correlationId"].as_str().map(str::to_owned);
        telemetry::begin(invocation(service, &event.context, correlation));
        let is_beat = heartbeat::is_beat(&event.payload);
        let answer = handler(app.clone(), event.payload);
        async move {
            let answer = answer.await;
            if is_beat && answer.is_ok() {
                count(Metric::Heartbeat(service));
            }
            answer
        }
    };
    lambda_runtime::run(service_fn(invoke)).await
}

fn invocation(
    service: &'static str,
    context: &lambda_runtime::Context,
    correlation_id: Option<String>,
) -> Invocation {
    Invocation {
        service,
        request_id: context.request_id.clone(),
        correlation_id,
        trace_id: context.xray_trace_id.clone(),
    }
}

/// Puts a request on the path that API Gateway routed it by. What arrives as
/// the path is decoded already and would be read as a URL once more, so that a
/// `%`, a `?` or a `..` in a parameter would lead elsewhere. Where the API is
/// mapped to a path of a domain, the path begins with that, and is remembered.
fn routed(mut request: lambda_http::Request) -> lambda_http::Request {
    let context = request.request_context_ref().cloned();
    if let Some(RequestContext::ApiGatewayV2(context)) = context {
        if let Some(id) = context.request_id {
            request.extensions_mut().insert(RequestId(id));
        }
        let address = context.http.source_ip.and_then(|text| text.parse().ok());
        request.extensions_mut().insert(Source(NetworkSource(address)));
        let parameters: HashMap<String, String> = request
            .path_parameters_ref()
            .map(|map| map.iter().map(|(name, value)| (name.into(), value.into())).collect())
            .unwrap_or_default();
        let raw = request.raw_http_path().to_owned();
        let template = context.route_key.as_deref().and_then(|key| key.split_once(' '));
        let (base, path) = if let Some((_, template)) = template {
            let base = raw.strip_suffix(&fill(template, &parameters, str::to_owned));
            (base.unwrap_or_default(), fill(template, &parameters, encode))
        } else {
            let (base, _) = not_found::split(registry::paths(), &raw);
            let path = request.uri().path();
            (base, path.strip_prefix(base).unwrap_or(path).to_owned())
        };
        request.extensions_mut().insert(BasePath::parse(base).unwrap_or_default());
        if let Some(uri) = with_path(request.uri(), &path) {
            *request.uri_mut() = uri;
        }
    }
    request
}

/// A route's path with its parameters, each written by `write`.
fn fill(
    template: &str,
    parameters: &HashMap<String, String>,
    write: impl Fn(&str) -> String,
) -> String {
    template
        .split('/')
        .map(|segment| {
            let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            match name {
                None => segment.to_owned(),
                Some(name) => write(parameters.get(name).map_or("", String::as_str)),
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// A path segment that decodes to `value`. Dots alone would be taken for
/// "here" and "up", which no id is.
fn encode(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    Uri::builder().path_and_query(format!("{path}{query}")).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_stays_one_segment_whatever_it_holds() {
        for (value, path) in [
            ("+12025550100", "/api/orders/customer/%2B12025550100"),
            ("a/../b?c#d%41 é", "/api/orders/customer/a%2F..%2Fb%3Fc%23d%2541%20%C3%A9"),
        ] {
            let parameters = HashMap::from([("phone".to_owned(), value.to_owned())]);
            assert_eq!(fill("/api/orders/customer/{phone}", &parameters, encode), path);
        }
    }

    #[test]
    fn the_query_stays() {
        let uri = Uri::from_static("https://api.example/a/%2F?limit=1");
        let moved = with_path(&uri, "/a/%252F").map(|uri| uri.to_string());
        assert_eq!(moved.as_deref(), Some("/a/%252F?limit=1"));
    }
}

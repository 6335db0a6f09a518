//! Runs a function in the Lambda runtime: receives its invocations and passes HTTP
//! requests and events to the function's handler.

use std::{collections::HashMap, convert::Infallible};

use axum::{Router, response::Response};
use docket_app::{Failure, NetworkSource, Serves, SharedApp};
use docket_functions::{
    function::{EventHandler, Function, Handler},
    http::{BasePath, RequestId, Source},
    not_found, registry,
    router::service,
};
use http::Uri;
use lambda_http::{RequestExt, request::RequestContext};
use lambda_runtime::{LambdaEvent, service_fn};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tower::ServiceExt;

use crate::{
    env,
    telemetry::{self, Invocation},
};

/// The characters that are percent-encoded in a path segment: all but the unreserved
/// characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Runs `function` until the process ends.
///
/// # Errors
///
/// When the function's environment is incomplete, or the Lambda runtime API cannot be
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
    lambda_http::run(lambda_http::service_fn(move |request| {
        answer(service, router.clone(), request)
    }))
    .await
}

async fn answer(
    service: &'static str,
    router: Router,
    request: lambda_http::Request,
) -> Result<Response, Infallible> {
    let request = routed(request);
    if let Some(context) = request.lambda_context_ref() {
        let correlation = request.extensions().get().map(|RequestId(id)| id.clone());
        telemetry::begin(invocation(service, context, correlation));
    }
    router.oneshot(request).await
}

async fn run_event(
    service: &'static str,
    handler: EventHandler,
    app: SharedApp,
) -> Result<(), Failure> {
    let invoke = move |event: LambdaEvent<Value>| {
        let correlation = event.payload["detail"]["correlationId"].as_str().map(str::to_owned);
        telemetry::begin(invocation(service, &event.context, correlation));
        handler(app.clone(), event.payload)
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

/// Rebuilds the request's path from the route and the path parameters that API Gateway
/// matched. API Gateway passes the path already decoded. Parsing it again as a URL would
/// let a `%`, a `?` or a `..` in a parameter select another route. When the API is mapped
/// to a base path of a domain, the base path is removed and stored as [`BasePath`].
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

/// The path of a route: each placeholder is replaced by its parameter, formatted by
/// `write`.
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

/// Percent-encodes `value` as one path segment. Dots are not encoded: the segments `.` and
/// `..` are never valid ids.
fn encode(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    Uri::builder().path_and_query(format!("{path}{query}")).build().ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use axum::{body::Bytes, routing::put};
    use base64::{Engine, engine::general_purpose::STANDARD};
    use lambda_http::{Adapter, Context, Service, request::LambdaRequest};
    use serde_json::json;

    use super::*;

    /// The response to the sample event of put-product-image with this body, from a handler
    /// that echoes the body with the given content type.
    async fn echoed(media_type: &'static str, body: Value, is_base64: bool) -> Value {
        let sample = include_str!("../../../infra/events/put-product-image.json");
        let mut event: Value = serde_json::from_str(sample).unwrap();
        event["body"] = body;
        event["isBase64Encoded"] = is_base64.into();
        let event: LambdaRequest = serde_json::from_value(event).unwrap();
        let echo = move |body: Bytes| async move { ([("content-type", media_type)], body) };
        let router = Router::new().route("/api/products/{id}/image", put(echo));
        let mut service = Adapter::from(lambda_http::service_fn(move |request| {
            answer("echo", router.clone(), request)
        }));
        let answer = service.call(LambdaEvent::new(event, Context::default())).await.unwrap();
        serde_json::to_value(answer).unwrap()
    }

    #[tokio::test]
    async fn image_bytes_are_unchanged_in_request_and_response() {
        let every_byte: Vec<u8> = (0..=255).cycle().take(200 * 1024).collect();
        for file in [every_byte.as_slice(), b"all of it is text", b"\r\n", b"\xef\xbb\xbf"] {
            for media_type in ["image/webp", "image/jpeg", "image/png"] {
                let answer = echoed(media_type, STANDARD.encode(file).into(), true).await;
                assert_eq!(answer["statusCode"], 200, "{answer}");
                assert_eq!(answer["headers"]["content-type"], media_type);
                assert_eq!(answer["isBase64Encoded"], true);
                let body = STANDARD.decode(answer["body"].as_str().unwrap()).unwrap();
                assert!(body == file, "{} bytes of {media_type} are others", file.len());
            }
        }
    }

    #[tokio::test]
    async fn json_body_is_passed_as_text_not_as_base64() {
        let answer = echoed("application/json", json!("{\"é\": 1}"), false).await;
        assert_eq!(
            (&answer["body"], &answer["isBase64Encoded"]),
            (&json!("{\"é\": 1}"), &json!(false))
        );
    }

    #[test]
    fn path_parameter_is_encoded_as_one_segment() {
        for (value, path) in [
            ("+12025550100", "/api/orders/customer/%2B12025550100"),
            ("a/../b?c#d%41 é", "/api/orders/customer/a%2F..%2Fb%3Fc%23d%2541%20%C3%A9"),
        ] {
            let parameters = HashMap::from([("phone".to_owned(), value.to_owned())]);
            assert_eq!(fill("/api/orders/customer/{phone}", &parameters, encode), path);
        }
    }

    #[test]
    fn query_is_kept_when_the_path_is_replaced() {
        let uri = Uri::from_static("https://api.example/a/%2F?limit=1");
        let replaced = with_path(&uri, "/a/%252F").map(|uri| uri.to_string());
        assert_eq!(replaced.as_deref(), Some("/a/%252F?limit=1"));
    }
}

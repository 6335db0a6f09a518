//! Conventions that all routes follow: methods, unknown paths, headers, rate limits and failures.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
        SharedHttpConnector,
    },
    orchestrator::HttpRequest,
    result::ConnectorError,
    runtime_components::RuntimeComponents,
};
use docket_local::{DatabaseWrapper, Options};
use docket_tests::{
    Docket, Reply, pickup,
    world::{
        BUYER,
        contract::{Everybody, phone, product},
    },
};
use serde_json::json;

use crate::{raw, template::described};

/// The paths of the API description with their methods.
fn paths() -> BTreeMap<String, BTreeSet<String>> {
    let mut paths: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (method, path) in described() {
        paths.entry(path).or_default().insert(method);
    }
    paths
}

/// The path with values for its parameters.
fn filled(path: &str) -> String {
    path.replace("{id}", "ORD-20261120-0000000000").replace("{phone}", "%2B12025550142")
}

#[tokio::test]
async fn wrong_method_is_answered_with_the_allowed_methods() {
    let docket = Docket::open().await;
    let before = docket.table().await;
    for (path, allowed) in paths() {
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"]
        {
            if allowed.contains(method) {
                continue;
            }
            let reply = docket.call(method, &filled(&path)).json(&json!({})).send().await;
            assert_eq!(reply.status, 405, "{method} {path}: {}", reply.text);
            let allow: BTreeSet<_> = reply.header("allow").split(", ").map(str::to_owned).collect();
            assert_eq!(allow, allowed, "{method} {path}");
            if method != "HEAD" {
                reply.problem(405, "method_not_allowed");
            }
        }
    }
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn unknown_route_is_answered_with_a_problem() {
    let docket = Docket::open().await;
    for path in ["/api", "/api/", "/api/nothing", "/nothing", "/api/orders/a/b/c", "/api/auth"] {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            docket.call(method, path).send().await.problem(404, "not_found");
        }
    }
}

#[tokio::test]
async fn trailing_slash_redirects_to_the_route_and_keeps_the_query() {
    let docket = Docket::open().await;
    for (path, methods) in paths() {
        let path = filled(&path);
        for method in methods {
            for (slashes, query) in [("/", ""), ("//", ""), ("/", "?limit=1&cursor=a%2Fb%20c")] {
                let target = format!("{path}{slashes}{query}");
                let reply = raw::send(&docket, format!("{method} {target} HTTP/1.1"), b"").await;
                assert_eq!(reply.status, 308, "{method} {target}: {}", reply.text);
                assert_eq!(reply.header("location"), format!("{path}{query}"));
                assert!(!reply.header("x-request-id").is_empty());
            }
        }
    }
}

#[tokio::test]
async fn every_response_has_a_request_id_no_store_and_nosniff() {
    let world = Everybody::open().await;
    let order = world.pending().await;
    let mut ids = BTreeSet::new();
    for (path, status) in [
        ("/api/health", 200),
        ("/api/products?sellerId=green-valley", 200),
        ("/.well-known/jwks.json", 200),
        ("/api/nothing", 404),
        ("/api/health/", 308),
        (&format!("/api/orders/{order}"), 200),
        (&format!("/api/orders/{order}x"), 404),
    ] {
        let reply = world.docket.get(path).bearer(&world.buyer).send().await.expect(status);
        assert!(ids.insert(reply.header("x-request-id").to_owned()), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn created_resource_is_readable_at_its_location() {
    let world = Everybody::open().await;
    let body = pickup("green-valley", BUYER, &[("gv-eggs", 1)]);
    for (path, token, body) in [
        ("/api/orders", &world.buyer, body),
        ("/api/products", &world.staff, product("green-valley")),
    ] {
        let made = world.docket.post(path).bearer(token).json(&body).send().await.expect(201);
        let location = made.header("location");
        assert!(location.starts_with(&format!("{path}/")), "{location}");
        world.docket.get(location).bearer(token).send().await.expect(200);
    }
}

#[tokio::test]
async fn rate_limited_request_is_answered_with_retry_after() {
    let docket = Docket::with(Options { production_limits: true, ..Options::default() }).await;
    let again = json!({"phone": BUYER, "challenge": docket.challenge(BUYER).await});
    let before = docket.table().await;
    let refused = docket.post("/api/auth/codes").json(&again).send().await;
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=30).contains(&wait), "{wait}");
    refused.problem(429, "too_many_requests");
    docket.unchanged(&before).await;

    let guest = phone();
    let mut placed = Vec::new();
    for _ in 0..5 {
        let reply = docket.order(&pickup("green-valley", &guest, &[("gv-eggs", 1)])).await;
        placed.push(reply.expect(201).text_at("/order/id"));
    }
    let before = docket.table().await;
    let refused = docket.order(&pickup("green-valley", &guest, &[("gv-eggs", 1)])).await;
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((800..=900).contains(&wait), "{wait}");
    refused.problem(429, "too_many_requests");
    let path = format!("/api/orders/{}/verification/resend", placed[0]);
    docket.post(&path).send().await.problem(429, "too_many_requests");
    docket.unchanged(&before).await;
}

/// An HTTP client between the functions and the table that can be made to fail.
#[derive(Debug, Clone)]
struct Wire {
    client: SharedHttpClient,
    cut: Arc<AtomicBool>,
}

#[derive(Debug)]
struct Connector(SharedHttpConnector, Arc<AtomicBool>);

impl HttpClient for Wire {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.client.http_connector(settings, components);
        SharedHttpConnector::new(Connector(inner, self.cut.clone()))
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        if self.1.load(Ordering::SeqCst) {
            HttpConnectorFuture::ready(Err(ConnectorError::io("the wire is cut".into())))
        } else {
            self.0.call(request)
        }
    }
}

#[tokio::test]
async fn api_answers_503_with_retry_after_when_the_table_is_unreachable() {
    let cut = Arc::new(AtomicBool::new(false));
    let hand = cut.clone();
    let wire = DatabaseWrapper::new(move |client| {
        SharedHttpClient::new(Wire { client, cut: hand.clone() })
    });
    let docket = Docket::with(Options { wire: Some(wire), ..Options::default() }).await;
    let token = docket.token(BUYER).await;
    cut.store(true, Ordering::SeqCst);
    let order = "/api/orders/ORD-20261120-0000000000";
    let unavailable = |reply: Reply| {
        let reply = reply.problem(503, "unavailable");
        assert!(!reply.text.contains("wire"), "{}", reply.text);
    };
    unavailable(docket.get("/api/health").send().await);
    unavailable(docket.get("/api/products?sellerId=green-valley").send().await);
    unavailable(docket.get(order).bearer(&token).send().await);
    unavailable(docket.order(&pickup("green-valley", BUYER, &[("gv-eggs", 1)])).await);
    unavailable(docket.post("/api/auth/codes").json(&json!({"phone": phone()})).send().await);
    cut.store(false, Ordering::SeqCst);
    docket.get("/api/health").send().await.expect(200);
}

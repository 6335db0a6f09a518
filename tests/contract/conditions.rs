//! Conditional requests: `ETag`, `If-None-Match` and `If-Match`.

use serde_json::json;

use docket_tests::world::{BUYER, contract::Everybody};

#[tokio::test]
async fn read_answers_304_when_if_none_match_has_the_current_version() {
    let world = Everybody::open().await;
    let order = format!("/api/orders/{}", world.pending().await);
    let customer = format!("/api/orders/customer/{}", BUYER.replace('+', "%2B"));
    for path in [
        order.as_str(),
        &customer,
        "/api/products/gv-honey",
        "/api/products?sellerId=green-valley",
        "/.well-known/jwks.json",
    ] {
        let read = |tags: String| {
            let call = world.docket.get(path).bearer(&world.buyer);
            call.header("if-none-match", &tags).send()
        };
        let first = world.docket.get(path).bearer(&world.buyer).send().await.expect(200);
        let tag = first.header("etag").to_owned();
        assert!(tag.len() > 2 && tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag}");
        for tags in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let same = read(tags).await.expect(304);
            assert_eq!((same.text.as_str(), same.header("etag")), ("", tag.as_str()), "{path}");
            assert!(!same.header("x-request-id").is_empty());
        }
        for tags in ["\"0\"", "\"x\"", "x", ""] {
            assert_eq!(read(tags.to_owned()).await.expect(200).text, first.text, "{path}");
        }
    }
}

#[tokio::test]
async fn etag_changes_when_the_resource_changes() {
    let world = Everybody::open().await;
    let read = |path: String| async {
        let path = path;
        world
            .docket
            .get(&path)
            .bearer(&world.staff)
            .send()
            .await
            .expect(200)
            .header("etag")
            .to_owned()
    };
    let product = "/api/products/gv-eggs".to_owned();
    let before = read(product.clone()).await;
    let id = world.pending().await;
    assert_ne!(read(product).await, before, "the stock is another");
    let order = format!("/api/orders/{id}");
    let before = read(order.clone()).await;
    assert_eq!(before, "\"1\"");
    let moved = world.docket.set_status(&world.staff, &id, "confirmed").await.expect(200);
    assert_eq!(moved.header("etag"), "\"2\"");
    assert_eq!(read(order).await, "\"2\"");
}

#[tokio::test]
async fn change_is_refused_on_every_route_when_if_match_is_stale() {
    let world = Everybody::open().await;
    let status = json!({"status": "confirmed"});
    let empty = json!({});
    for (method, path, token, body) in [
        ("PUT", "/status", world.staff.as_str(), &status),
        ("PATCH", "/status", &world.staff, &status),
        ("PATCH", "admin", &world.admin, &status),
        ("PUT", "/cancel", &world.buyer, &empty),
        ("DELETE", "", &world.buyer, &empty),
    ] {
        let id = world.pending().await;
        let path = match path {
            "admin" => format!("/api/orders/admin/{id}/status"),
            path => format!("/api/orders/{id}{path}"),
        };
        let call = |tag: &str| {
            let call = world.docket.call(method, &path).bearer(token).header("if-match", tag);
            call.json(body).send()
        };
        let before = world.docket.table().await;
        for stale in ["\"0\"", "\"2\"", "\"x\"", "\"7\", \"9\""] {
            call(stale).await.problem(412, "precondition_failed");
        }
        assert_eq!(world.docket.table().await, before, "{method} {path}");
        let changed = call("\"1\"").await.expect(200);
        assert_eq!(changed.header("etag"), "\"2\"", "{method} {path}");
        assert_eq!(changed.at("/order/version"), 2);
        call("\"1\"").await.problem(412, "precondition_failed");
    }
}

#[tokio::test]
async fn code_is_neither_counted_nor_sent_when_if_match_is_stale() {
    let world = Everybody::open().await;
    let (id, phone) = world.unverified().await;
    let code = json!({"code": world.docket.code(&phone).await});
    let path = format!("/api/orders/{id}/verification");
    let resend = format!("{path}/resend");
    world.docket.advance(jiff::SignedDuration::from_secs(31)).await;
    let before = world.docket.table().await;
    let stale = |path: &str| world.docket.post(path).header("if-match", "\"7\"");
    stale(&path).json(&code).send().await.problem(412, "precondition_failed");
    stale(&resend).send().await.problem(412, "precondition_failed");
    world.docket.unchanged(&before).await;
    let call = world.docket.post(&path).header("if-match", "\"1\"").json(&code);
    assert_eq!(call.send().await.expect(200).header("etag"), "\"2\"");
}

/// Routes without `If-Match`: payments, refunds and notes do not depend on the order's version.
const UNBOUND: &[&str] = &[
    "/api/orders/{id}/payments",
    "/api/orders/{id}/payment-intents",
    "/api/orders/{id}/refunds",
    "/api/orders/{id}/refunds/{refundId}/retry",
    "/api/orders/{id}/refunds/{refundId}/settle",
    "/api/orders/{id}/notes",
];

#[test]
fn every_other_change_of_an_order_takes_an_if_match() {
    let document = serde_json::to_value(docket_functions::openapi()).unwrap();
    for (method, path) in crate::template::described() {
        let changes = method != "GET" && path.starts_with("/api/orders/") && path.contains("{id}");
        if changes && !UNBOUND.contains(&path.as_str()) {
            let operation = &document["paths"][&path][method.to_lowercase()];
            let parameters = operation["parameters"].to_string();
            assert!(parameters.contains("\"If-Match\""), "{method} {path} takes no If-Match");
        }
    }
}

//! Reading a lifecycle.

use docket_tests::{Docket, Reply, pickup};
use serde_json::{Value, json};

const KITCHEN: &str = "/api/lifecycles/kitchen/1";

fn list(reply: &Reply, pointer: &str) -> Vec<Value> {
    reply.at(pointer).as_array().unwrap().clone()
}

fn status(name: &str, phase: &str, cancellable: bool, restocks: bool) -> Value {
    json!({"name": name, "phase": phase, "cancellable": cancellable, "restocks": restocks})
}

#[tokio::test]
async fn lifecycle_lists_its_statuses_and_who_makes_each_transition() {
    let docket = Docket::open().await;
    let read = docket.get(KITCHEN).send().await.expect(200);
    assert_eq!(read.at("/lifecycle/name"), "kitchen");
    assert_eq!(read.at("/lifecycle/version"), 1);
    let statuses = list(&read, "/lifecycle/statuses");
    assert_eq!(
        statuses[..3],
        [
            status("awaiting_verification", "unverified", true, true),
            status("PLACED", "open", true, true),
            status("ACCEPTED", "accepted", true, true),
        ]
    );
    let ready = status("READY", "ready", false, false);
    assert!(statuses.contains(&ready), "{}", read.text);
    let moves = list(&read, "/lifecycle/moves");
    let everywhere = ["pickup", "delivery", "shipping"];
    for expected in [
        json!({
            "from": "PLACED", "to": "ACCEPTED", "roles": ["seller", "admin"], "automatic": false,
            "methods": everywhere, "withinCancelWindow": false,
        }),
        json!({
            "from": "ACCEPTED", "to": "PREPARING", "roles": ["seller", "admin"],
            "automatic": true, "methods": everywhere, "withinCancelWindow": false,
        }),
        json!({
            "from": "PLACED", "to": "CANCELLED", "roles": ["buyer"], "automatic": false,
            "methods": everywhere, "withinCancelWindow": true,
        }),
        json!({
            "from": "READY", "to": "PICKED_UP", "roles": ["driver", "admin"], "automatic": false,
            "methods": ["delivery"], "withinCancelWindow": false,
        }),
    ] {
        assert!(moves.contains(&expected), "{expected} is not in {}", read.text);
    }
    let rule = json!({"statuses": ["awaiting_verification"], "windowed": ["PLACED", "ACCEPTED", "PREPARING"]});
    assert_eq!(read.at("/lifecycle/cancelRule"), rule);
    let target = json!({"status": "PLACED", "low": 15, "normal": 10, "high": 5, "urgent": 3});
    assert_eq!(read.at("/lifecycle/targets/0"), target);
}

#[tokio::test]
async fn lifecycle_version_is_cacheable_for_ever() {
    let docket = Docket::open().await;
    let read = docket.get(KITCHEN).send().await.expect(200);
    assert_eq!(read.header("cache-control"), "public, max-age=31536000, immutable");
    let known = docket.get(KITCHEN).header("if-none-match", read.header("etag")).send().await;
    assert_eq!((known.status, known.text.as_str()), (304, ""));
}

#[tokio::test]
async fn unknown_lifecycle_version_is_not_found() {
    let docket = Docket::open().await;
    for path in ["kitchen/2", "kitchen/0", "kitchen/01", "kitchen/+1", "kitchen/new", "bakery/1"] {
        let reply = docket.get(&format!("/api/lifecycles/{path}")).send().await;
        reply.problem(404, "not_found");
    }
}

#[tokio::test]
async fn order_names_a_lifecycle_that_has_its_status() {
    let docket = Docket::open().await;
    for (seller, product) in [
        ("green-valley", "gv-eggs"),
        ("corner-shop", "cs-soap"),
        ("spice-kitchen", "sk-lassi"),
        ("craft-market", "cm-bowl"),
    ] {
        let body = pickup(seller, "+12025550160", &[(product, 1)]);
        let placed = docket.order(&body).await.expect(201);
        let (name, version) =
            (placed.text_at("/order/lifecycle/name"), placed.at("/order/lifecycle/version"));
        let read =
            docket.get(&format!("/api/lifecycles/{name}/{version}")).send().await.expect(200);
        let statuses = list(&read, "/lifecycle/statuses");
        let status = placed.at("/order/status");
        assert!(statuses.iter().any(|it| it["name"] == status), "{status} of {name}");
        // Every transition is between statuses of the lifecycle.
        for way in list(&read, "/lifecycle/moves") {
            for end in ["from", "to"] {
                assert!(statuses.iter().any(|it| it["name"] == way[end]), "{way} of {name}");
            }
        }
    }
}

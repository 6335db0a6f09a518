//! A seller's settings of deadlines.

use docket_tests::{Person, world::deadlines::Deadlines};
use serde_json::{Value, json};

#[tokio::test]
async fn seller_sets_and_clears_deadlines_that_everybody_reads() {
    let world = Deadlines::open(json!({})).await;
    let read = async || {
        let reply = world.docket.get("/api/sellers/spice-kitchen").send().await.expect(200);
        let fields = ["acceptWithinMinutes", "rejectAfterMinutes", "slaTargets"];
        fields.map(|field| reply.at(&format!("/seller/{field}")))
    };
    assert_eq!(read().await, [Value::Null, Value::Null, Value::Null]);
    let rows = json!([
        {"status": "PLACED", "normal": 5, "urgent": 2},
        {"status": "READY"},
        {"status": "OUT_FOR_DELIVERY", "low": 43_200, "normal": 1, "high": 1, "urgent": 1},
    ]);
    world
        .set(json!({"acceptWithinMinutes": 1, "rejectAfterMinutes": 43_200, "slaTargets": rows}))
        .await;
    assert_eq!(read().await, [json!(1), json!(43_200), rows.clone()]);
    world.set(json!({"rejectAfterMinutes": null})).await;
    assert_eq!(read().await, [json!(1), Value::Null, rows]);
    world.set(json!({"acceptWithinMinutes": null, "slaTargets": []})).await;
    assert_eq!(read().await, [Value::Null, Value::Null, json!([])]);
    world.set(json!({"slaTargets": null})).await;
    assert_eq!(read().await, [Value::Null, Value::Null, Value::Null]);
}

#[tokio::test]
async fn deadlines_are_refused_with_a_pointer_when_invalid() {
    let world = Deadlines::open(json!({})).await;
    world.staff().await;
    let table = world.docket.table().await;
    for (settings, pointer) in [
        (json!({"acceptWithinMinutes": 0}), "/acceptWithinMinutes"),
        (json!({"acceptWithinMinutes": 43_201}), "/acceptWithinMinutes"),
        (json!({"rejectAfterMinutes": 0}), "/rejectAfterMinutes"),
        (
            json!({"slaTargets": [{"status": "READY"}, {"status": "PLACED", "high": 0}]}),
            "/slaTargets/1/high",
        ),
        (json!({"slaTargets": [{"status": "pending", "low": 1}]}), "/slaTargets/0/status"),
        (json!({"slaTargets": [{"status": "awaiting_verification"}]}), "/slaTargets/0/status"),
        (json!({"slaTargets": [{"status": "ACCEPTED", "low": 1}]}), "/slaTargets/0/status"),
        (json!({"slaTargets": [{"status": "DELIVERED", "low": 1}]}), "/slaTargets/0/status"),
        (json!({"slaTargets": [{"status": "READY"}, {"status": "READY"}]}), "/slaTargets/1/status"),
    ] {
        let refused = world.try_set(settings.clone()).await.problem(400, "invalid_request");
        assert_eq!(refused.text_at("/errors/0/pointer"), pointer, "{settings}");
    }
    for settings in [
        json!({"slaTargets": [{"normal": 1}]}),
        json!({"slaTargets": [{"status": "READY", "asap": 1}]}),
        json!({"slaTargets": {"READY": 1}}),
        json!({"acceptWithinMinutes": "soon"}),
    ] {
        world.try_set(settings).await.problem(400, "invalid_request");
    }
    world.docket.unchanged(&table).await;
}

#[tokio::test]
async fn targets_are_accepted_for_statuses_of_the_lifecycle_only() {
    let world = Deadlines::open(json!({"slaTargets": [{"status": "PLACED", "normal": 5}]})).await;
    let admin = world.admin().await;
    let change = async |body: Value| {
        let patch = world.docket.patch("/api/sellers/spice-kitchen").bearer(&admin);
        patch.json(&body).send().await
    };
    let refused = change(json!({"lifecycle": "shop"})).await.problem(400, "invalid_request");
    assert_eq!(refused.text_at("/errors/0/pointer"), "/slaTargets/0/status");
    let other = json!({"lifecycle": "shop", "slaTargets": [{"status": "shipped", "normal": 5}]});
    change(other).await.expect(200);
}

#[tokio::test]
async fn deadlines_can_be_set_with_a_new_seller_and_not_by_strangers() {
    let world = Deadlines::open(json!({})).await;
    let admin = world.admin().await;
    let rows = json!([{"status": "confirmed", "normal": 60}]);
    let body = json!({
        "id": "harbour-bakery", "name": "Harbour Bakery", "lifecycle": "shop", "currency": "USD",
        "timezone": "UTC", "acceptWithinMinutes": 30, "rejectAfterMinutes": 30, "slaTargets": rows,
    });
    let added =
        world.docket.post("/api/sellers").bearer(&admin).json(&body).send().await.expect(201);
    assert_eq!(added.at("/seller/acceptWithinMinutes"), 30);
    assert_eq!(added.at("/seller/slaTargets"), rows);
    let stranger = world.docket.sign_in(Person::Shop).await;
    let patch = world.docket.patch("/api/sellers/spice-kitchen").bearer(&stranger);
    let table = world.docket.table().await;
    patch.json(&json!({"acceptWithinMinutes": 1})).send().await.problem(403, "forbidden");
    world.docket.unchanged(&table).await;
}

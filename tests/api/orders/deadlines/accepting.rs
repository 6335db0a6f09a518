//! Orders that nobody accepts in time: people are alerted first, then the order is rejected, when
//! the seller has set both times.

use docket_tests::{
    Docket, Person, pickup,
    world::deadlines::{Deadlines, PHONE, after_placing},
};
use serde_json::{Value, json};

const TERMS: fn() -> Value = || json!({"acceptWithinMinutes": 10, "rejectAfterMinutes": 5});

#[tokio::test]
async fn late_order_alerts_seller_and_administrators_and_is_then_rejected() {
    let world = Deadlines::open(TERMS()).await;
    let stock = world.docket.available("sk-thali").await;
    let staff = world.staff().await;
    let voucher =
        json!({"sellerId": "spice-kitchen", "code": "SPRING", "amount": 200, "usesLeft": 1});
    world.docket.post("/api/vouchers").bearer(&staff).json(&voucher).send().await.expect(201);
    let id = world.placed_with(json!({"vouchers": ["SPRING"]})).await;
    let paid = json!({"amount": 2500, "method": "cash"});
    let path = format!("/api/orders/{id}/payments");
    world.docket.post(&path).bearer(&staff).json(&paid).send().await.expect(201);
    let order = world.order(&id).await;
    assert_eq!(after_placing(&order, "/acceptance/dueAt"), 10);
    assert!(order["acceptance"].get("escalatedAt").is_none());
    assert!(order["acceptance"].get("rejectAt").is_none());

    world.minutes(9).await;
    assert_eq!(world.order(&id).await["version"], 2);
    world.minutes(1).await;
    let order = world.order(&id).await;
    assert_eq!((order["status"].clone(), order["version"].clone()), (json!("PLACED"), json!(3)));
    assert_eq!(after_placing(&order, "/acceptance/escalatedAt"), 10);
    assert_eq!(after_placing(&order, "/acceptance/rejectAt"), 15);
    assert_eq!(order["statusTimeline"].as_array().unwrap().len(), 1, "no status changed");
    assert_eq!(world.events(&id, "OrderEscalated").await, [format!("{id}:3:0")]);
    for (phone, alerts) in [
        (Person::Kitchen.phone(), 1),
        (Person::Admin.phone(), 1),
        (Person::Driver.phone(), 0),
        (Person::Shop.phone(), 0),
        (PHONE, 0),
    ] {
        assert_eq!(world.alerts(phone, &id).await, alerts, "{phone}");
    }
    assert_eq!(world.docket.available("sk-thali").await, stock - 2);

    world.minutes(4).await;
    assert_eq!(world.order(&id).await["status"], "PLACED");
    world.minutes(1).await;
    let order = world.order(&id).await;
    assert_eq!(
        (order["status"].clone(), order["phase"].clone()),
        (json!("REJECTED"), json!("rejected"))
    );
    let stopped = &order["cancellation"];
    assert_eq!(stopped["cancelledBy"], "system");
    assert_eq!(stopped["reason"], "Not accepted in time");
    assert_eq!(
        (&stopped["refundInitiated"], &stopped["vouchersRestored"]),
        (&json!(true), &json!(1))
    );
    assert_eq!(order["payment"]["status"], "refund_requested");
    let line = &order["statusTimeline"][1];
    assert_eq!(line["status"], "REJECTED");
    let by = json!({"role": "system", "id": "check-deadlines", "name": null});
    assert_eq!(line["updatedBy"], by);
    assert_eq!((&line["notes"], &line["reason"]), (&json!(null), &json!("Not accepted in time")));
    assert!(order.get("acceptance").is_none());
    assert_eq!(
        world.actions(&id).await,
        ["placed", "payment_recorded", "escalated", "stopped", "refund_requested"]
    );
    assert_eq!(world.docket.available("sk-thali").await, stock);
    assert_eq!(world.events(&id, "OrderCancelled").await, [format!("{id}:4:0")]);
    assert_eq!(world.events(&id, "RefundRequested").await, [format!("{id}:4:1")]);
    // Rejecting the first order returned the voucher's only use.
    world.placed_with(json!({"vouchers": ["SPRING"]})).await;

    world.minutes(60).await;
    assert_eq!(world.order(&id).await["version"], 4);
    assert_eq!(world.alerts(Person::Kitchen.phone(), &id).await, 1);
}

#[tokio::test]
async fn late_order_is_rejected_in_every_lifecycle() {
    let world = Deadlines { docket: Docket::open().await };
    for (seller, product, person, stopped) in [
        ("green-valley", "gv-honey", Person::Producer, "cancelled"),
        ("corner-shop", "cs-bread", Person::Shop, "cancelled"),
        ("craft-market", "cm-bowl", Person::Marketplace, "cancelled"),
    ] {
        let staff = world.docket.signed_in(person).await;
        let patch = world.docket.patch(&format!("/api/sellers/{seller}")).bearer(&staff);
        patch
            .json(&json!({"acceptWithinMinutes": 2, "rejectAfterMinutes": 1}))
            .send()
            .await
            .expect(200);
        let stock = world.docket.available(product).await;
        let body = pickup(seller, PHONE, &[(product, 1)]);
        let placed = world.docket.post("/api/orders").bearer(&staff).json(&body).send().await;
        let id = placed.expect(201).text_at("/order/id");
        world.minutes(2).await;
        world.minutes(1).await;
        let order = world.order(&id).await;
        assert_eq!(order["status"], stopped);
        assert_eq!(order["cancellation"]["cancelledBy"], "system");
        assert_eq!(order["cancellation"]["reason"], "Not accepted in time");
        assert_eq!(world.docket.available(product).await, stock);
    }
}

#[tokio::test]
async fn order_accepted_in_time_continues() {
    let world = Deadlines::open(TERMS()).await;
    let (early, late) = (world.placed().await, world.placed().await);
    world.minutes(9).await;
    world.accept(&early).await.expect(200);
    world.minutes(1).await;
    world.accept(&late).await.expect(200);
    world.minutes(60).await;
    assert_eq!(world.actions(&early).await, ["placed", "moved", "moved_automatically"]);
    assert_eq!(world.actions(&late).await, ["placed", "escalated", "moved", "moved_automatically"]);
    for id in [&early, &late] {
        let order = world.order(id).await;
        assert_eq!(order["status"], "PREPARING");
        assert!(order.get("acceptance").is_none());
    }
    assert_eq!(world.alerts(Person::Kitchen.phone(), &early).await, 0);
}

#[tokio::test]
async fn late_order_is_ignored_without_a_sellers_deadlines() {
    let world = Deadlines::open(json!({})).await;
    let silent = world.placed().await;
    world.set(json!({"rejectAfterMinutes": 1})).await;
    let only_rejecting = world.placed().await;
    world.set(json!({"acceptWithinMinutes": 1, "rejectAfterMinutes": null})).await;
    let only_alerting = world.placed().await;
    for _ in 0..3 {
        world.minutes(600).await;
    }
    for (id, version) in [(&silent, 1), (&only_rejecting, 1), (&only_alerting, 2)] {
        let order = world.order(id).await;
        assert_eq!((&order["status"], &order["version"]), (&json!("PLACED"), &json!(version)));
    }
    let order = world.order(&only_alerting).await;
    assert!(order["acceptance"]["escalatedAt"].is_string());
    assert!(order["acceptance"].get("rejectAt").is_none());
}

#[tokio::test]
async fn order_keeps_the_deadlines_of_its_placing() {
    let world = Deadlines::open(TERMS()).await;
    let before = world.placed().await;
    world.set(json!({"acceptWithinMinutes": null})).await;
    let after = world.placed().await;
    world.minutes(10).await;
    assert_eq!(world.actions(&before).await, ["placed", "escalated"]);
    assert_eq!(world.actions(&after).await, ["placed"]);
}

#[tokio::test]
async fn acceptance_deadline_begins_when_the_guest_confirms() {
    let world = Deadlines::open(TERMS()).await;
    let body = pickup("spice-kitchen", PHONE, &[("sk-thali", 1)]);
    let placed = world.docket.order(&body).await.expect(201);
    assert!(placed.at("/order/acceptance").is_null());
    let id = placed.text_at("/order/id");
    world.minutes(4).await;
    world.docket.confirm(&id, PHONE).await.expect(200);
    world.minutes(9).await;
    assert_eq!(world.actions(&id).await, ["placed", "verified"]);
    world.minutes(1).await;
    assert_eq!(world.actions(&id).await, ["placed", "verified", "escalated"]);
    // An unconfirmed order is cancelled without an alert.
    let lost = world.docket.order(&body).await.expect(201).text_at("/order/id");
    world.minutes(15).await;
    world.minutes(15).await;
    assert_eq!(world.actions(&lost).await, ["placed", "stopped"]);
    assert_eq!(world.order(&lost).await["status"], "CANCELLED");
    assert_eq!(world.alerts(Person::Kitchen.phone(), &lost).await, 0);
}

#[tokio::test]
async fn acceptance_deadline_begins_again_after_an_override() {
    let world = Deadlines::open(TERMS()).await;
    let id = world.placed().await;
    world.minutes(10).await;
    world.accept(&id).await.expect(200);
    world.force(&id, "PLACED").await;
    world.minutes(9).await;
    assert_eq!(world.events(&id, "OrderEscalated").await.len(), 1);
    world.minutes(1).await;
    assert_eq!(world.events(&id, "OrderEscalated").await.len(), 2);
    assert_eq!(world.order(&id).await["status"], "PLACED");
    world.minutes(5).await;
    assert_eq!(world.order(&id).await["status"], "REJECTED");
    // After the order is revived, the time to accept begins for the third time.
    world.force(&id, "PLACED").await;
    world.minutes(9).await;
    assert_eq!(world.order(&id).await["status"], "PLACED");
}

/// After an outage of the schedule, an order is rejected only some minutes after its alert.
#[tokio::test]
async fn late_order_is_never_rejected_without_an_alert() {
    let world = Deadlines::open(TERMS()).await;
    let id = world.placed().await;
    world.minutes(600).await;
    assert_eq!(world.order(&id).await["status"], "PLACED");
    assert_eq!(world.alerts(Person::Kitchen.phone(), &id).await, 1);
    world.minutes(4).await;
    assert_eq!(world.order(&id).await["status"], "PLACED");
    world.minutes(1).await;
    assert_eq!(world.order(&id).await["status"], "REJECTED");
}

#[tokio::test]
async fn late_order_shows_its_escalation_to_every_reader() {
    let world = Deadlines::open(TERMS()).await;
    let id = world.placed().await;
    world.minutes(10).await;
    let (staff, buyer) = (world.staff().await, world.docket.token(PHONE).await);
    for (path, token, pointer) in [
        (format!("/api/orders/{id}"), &buyer, "/order"),
        (format!("/api/orders/{id}/track"), &buyer, "/order"),
        ("/api/orders".to_owned(), &staff, "/orders/0"),
        ("/api/orders/my-orders".to_owned(), &buyer, "/orders/0"),
    ] {
        let reply = world.docket.get(&path).bearer(token).send().await.expect(200);
        assert!(reply.at(&format!("{pointer}/acceptance/escalatedAt")).is_string(), "{path}");
    }
}

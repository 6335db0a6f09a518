//! The cancel rule that an order shows to its buyer.

use docket_tests::world::kitchen::Kitchen;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// The cancel rule in both views of an order, which must be equal.
async fn rule(world: &Kitchen, token: &str, id: &str) -> Value {
    let read = world.docket.read_order(token, id).await.expect(200).at("/order/cancelRule");
    let path = format!("/api/orders/{id}/track");
    let tracked = world.docket.get(&path).bearer(token).send().await.expect(200);
    assert_eq!(tracked.at("/order/cancelRule"), read);
    read
}

#[tokio::test]
async fn cancel_rule_follows_the_window_and_status_and_is_shown_to_the_buyer() {
    let world = Kitchen::open().await;
    let buyer = world.buyer.clone();
    let id = world.placed().await;
    assert_eq!(rule(&world, &buyer, &id).await, json!({"allowed": true}));
    world.settings(json!({"cancelWindowMinutes": 5})).await;
    let id = world.placed().await;
    let open = rule(&world, &buyer, &id).await;
    let until = open["until"].as_str().unwrap();
    let expected = json!({
        "allowed": true, "until": until, "reason": format!("You can cancel until {until}."),
    });
    assert_eq!(open, expected);
    let placed = world.docket.read_order(&buyer, &id).await.expect(200).text_at("/order/placedAt");
    let (until, placed): (Timestamp, Timestamp) = (until.parse().unwrap(), placed.parse().unwrap());
    assert_eq!(until.duration_since(placed), SignedDuration::from_mins(5));
    let mine = world.docket.get("/api/orders/my-orders").bearer(&buyer).send().await.expect(200);
    assert_eq!(mine.at("/orders/0/cancelRule"), expected);
    for token in [&world.staff, &world.admin] {
        assert_eq!(rule(&world, token, &id).await, Value::Null);
    }
    // A cancellation is answered as the rule says.
    world.docket.advance(SignedDuration::from_mins(5)).await;
    let closed = rule(&world, &buyer, &id).await;
    assert_eq!((&closed["allowed"], closed.get("until")), (&json!(false), None));
    assert!(closed["reason"].as_str().unwrap().contains("Ask the seller"), "{closed}");
    let path = format!("/api/orders/{id}/cancel");
    let late = world.docket.call("PUT", &path).bearer(&buyer).json(&json!({})).send().await;
    late.problem(409, "order_not_cancellable: cancel_window_ended");
    world.settings(json!({"cancelWindowMinutes": null})).await;
    let id = world.placed().await;
    let path = format!("/api/orders/{id}/cancel");
    world.docket.call("PUT", &path).bearer(&buyer).json(&json!({})).send().await.expect(200);
    let over = rule(&world, &buyer, &id).await;
    let reason = "An order is cancelled before its end. This one is CANCELLED.";
    assert_eq!(over, json!({"allowed": false, "reason": reason}));
}

//! Changing the time that was promised to a buyer.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use docket_tests::world::{
    BUYER,
    kitchen::{Kitchen, delivered, thalis},
};

const BUSY: &str = "The oven is full.";

/// A kitchen with preparation and delivery times, and an order that it accepted.
async fn accepted(body: &Value) -> (Kitchen, String) {
    let world = Kitchen::open().await;
    world.settings(json!({"prepTimeMinutes": 25, "deliveryTimeMinutes": 15})).await;
    let id = world.place(body).await.expect(201).text_at("/order/id");
    world.request_action(&world.staff, &id, "accept", json!({})).await.expect(200);
    (world, id)
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn moved(to: Timestamp) -> Value {
    json!({"promisedAt": to.to_string(), "reason": BUSY})
}

#[tokio::test]
async fn moved_promise_is_shown_and_sent_to_the_buyer() {
    let (world, id) = accepted(&delivered()).await;
    let choice = json!({"groups": {"order_changed": ["sms"]}});
    let call = world.docket.call("PUT", "/api/preferences").bearer(&world.buyer).json(&choice);
    call.send().await.expect(200);
    let first = world.docket.read_order(&world.buyer, &id).await.expect(200);
    let promised = at(&first.text_at("/order/promisedAt"));
    assert_eq!(first.at("/order/estimatedDeliveryTime"), first.at("/order/promisedAt"));
    let to = promised + SignedDuration::from_mins(30);
    let reply = world.request_action(&world.staff, &id, "estimate", moved(to)).await.expect(200);
    assert_eq!(at(&reply.text_at("/order/promisedAt")), to);
    assert_eq!(at(&reply.text_at("/order/estimatedDeliveryTime")), to);
    assert_eq!(
        (reply.at("/order/status"), reply.at("/order/version")),
        (json!("PREPARING"), 3.into())
    );
    // The tracked order and the order's row show the move.
    let path = format!("/api/orders/{id}/track");
    let tracked = world.docket.get(&path).bearer(&world.buyer).send().await.expect(200);
    let moves = tracked.at("/order/promiseMoves");
    assert_eq!(moves.as_array().unwrap().len(), 1);
    assert_eq!(at(moves[0]["from"].as_str().unwrap()), promised);
    assert_eq!(at(moves[0]["to"].as_str().unwrap()), to);
    assert_eq!(moves[0]["reason"], BUSY);
    let rows = "/api/orders?sellerId=spice-kitchen&view=row";
    let rows = world.docket.get(rows).bearer(&world.staff).send().await.expect(200);
    assert_eq!(at(&rows.text_at("/orders/0/promisedAt")), to);
    // The history has who moved the promise, when, why, and both times.
    let path = format!("/api/orders/{id}/history");
    let history = world.docket.get(&path).bearer(&world.staff).send().await.expect(200);
    let line = history.at("/history/3");
    assert_eq!((&line["action"], &line["reason"]), (&json!("promise_moved"), &json!(BUSY)));
    assert_eq!(at(line["promisedAt"].as_str().unwrap()), to);
    assert_eq!(at(line["previouslyPromisedAt"].as_str().unwrap()), promised);
    // One event is published, and one message with the local time is sent.
    world.docket.running.settle().await.unwrap();
    let events = world.docket.running.events();
    let moves: Vec<_> = events.iter().filter(|it| it.detail_type == "OrderPromiseMoved").collect();
    assert_eq!(moves.len(), 1);
    assert_eq!(at(moves[0].detail["promisedAt"].as_str().unwrap()), to);
    assert!(!moves[0].detail.to_string().contains(BUSY));
    let there = to.in_tz("America/New_York").unwrap();
    let clock = there.strftime("%-I:%M %p").to_string();
    let messages = world.docket.running.messages(Some(BUYER));
    let about = messages.iter().filter(|it| it.text.contains("expected")).collect::<Vec<_>>();
    assert_eq!(about.len(), 1);
    assert!(about[0].text.contains(&id) && about[0].text.contains(&clock), "{}", about[0].text);
    assert!(!about[0].text.contains(BUSY));
}

#[tokio::test]
async fn repeated_promise_changes_nothing_and_a_different_one_is_a_move() {
    let (world, id) = accepted(&thalis()).await;
    let to = world.docket.running.now() + SignedDuration::from_mins(40);
    world.request_action(&world.staff, &id, "estimate", moved(to)).await.expect(200);
    let before = world.docket.table().await;
    let again = world.request_action(&world.staff, &id, "estimate", moved(to)).await.expect(200);
    assert_eq!(again.at("/order/version"), 3);
    world.docket.unchanged(&before).await;
    // Times are stored in milliseconds, so a difference of a microsecond is no change.
    let precise = moved(to + SignedDuration::from_micros(1));
    world.request_action(&world.staff, &id, "estimate", precise).await.expect(200);
    world.docket.unchanged(&before).await;
    // An earlier time can be promised too.
    let sooner = to - SignedDuration::from_mins(15);
    let reply =
        world.request_action(&world.admin, &id, "estimate", moved(sooner)).await.expect(200);
    assert_eq!(reply.at("/order/promiseMoves").as_array().unwrap().len(), 2);
    assert_eq!(at(&reply.text_at("/order/promiseMoves/1/from")), to);
}

#[tokio::test]
async fn promise_is_refused_for_other_callers_phases_and_invalid_times() {
    let (world, id) = accepted(&thalis()).await;
    let soon = || moved(world.docket.running.now() + SignedDuration::from_mins(40));
    let open = world.placed().await;
    let patch = |token: &str, id: &str, body: Value| {
        let call = world.docket.patch(&format!("/api/orders/{id}/estimate"));
        call.bearer(token).json(&body).send()
    };
    let refused = world
        .docket
        .refused(patch(&world.staff, &open, soon()), 409, "conflict: not_under_way")
        .await;
    assert!(refused.text_at("/detail").contains("accepted"), "{}", refused.text);
    world.docket.refused(patch(&world.buyer, &id, soon()), 403, "forbidden").await;
    let order = world.docket.read_order(&world.staff, &open).await.expect(200);
    let denied = order.at("/order/deniedActions");
    let denied = denied.as_array().unwrap().iter().find(|it| it["action"] == "move-promise");
    assert_eq!(denied.unwrap()["code"], "conflict");
    let now = world.docket.running.now();
    for (body, pointer) in [
        (moved(now - SignedDuration::from_mins(6)), "/promisedAt"),
        (moved(now + SignedDuration::from_hours(24 * 733)), "/promisedAt"),
        (json!({"promisedAt": "soon", "reason": BUSY}), "/promisedAt"),
        (json!({"promisedAt": now.to_string(), "reason": ""}), "/reason"),
    ] {
        let reply = patch(&world.staff, &id, body);
        let reply = world.docket.refused(reply, 400, "invalid_request").await;
        assert_eq!(reply.at("/errors/0/pointer"), pointer, "{}", reply.text);
    }
    world.docket.set_status(&world.staff, &id, "READY").await.expect(200);
    patch(&world.staff, &id, soon()).await.expect(200);
    world.docket.set_status(&world.staff, &id, "DELIVERED").await.expect(200);
    world.docket.refused(patch(&world.staff, &id, soon()), 409, "conflict: not_under_way").await;
}

#[tokio::test]
async fn promise_is_calculated_again_after_another_requested_time_or_acceptance() {
    let (world, id) = accepted(&thalis()).await;
    let to = world.docket.running.now() + SignedDuration::from_mins(50);
    world.request_action(&world.staff, &id, "estimate", moved(to)).await.expect(200);
    let wanted = world.docket.in_days(2);
    let body = json!({"fulfilment": {"method": "pickup", "requestedFor": wanted}});
    let path = format!("/api/orders/{id}");
    let call = world.docket.call("PUT", &path).bearer(&world.staff).json(&body);
    let changed = call.send().await.expect(200);
    assert_eq!(at(&changed.text_at("/order/promisedAt")), at(&wanted));
    let to = at(&wanted) + SignedDuration::from_mins(20);
    world.request_action(&world.staff, &id, "estimate", moved(to)).await.expect(200);
    let forced = json!({"status": "PLACED", "reason": "by mistake"});
    let path = format!("/api/orders/admin/{id}/status");
    world.docket.patch(&path).bearer(&world.admin).json(&forced).send().await.expect(200);
    let again = world.request_action(&world.staff, &id, "accept", json!({})).await.expect(200);
    assert_eq!(at(&again.text_at("/order/promisedAt")), at(&wanted));
}

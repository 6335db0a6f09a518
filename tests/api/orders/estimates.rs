//! Estimated times of delivery, and the seller's zones, cancel windows and cut-offs.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use docket_tests::world::kitchen::{Kitchen, delivered, thalis};

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test]
async fn accepted_order_has_an_estimated_time() {
    let world = Kitchen::open().await;
    world.settings(json!({"prepTimeMinutes": 25, "deliveryTimeMinutes": 15})).await;
    for (said, minutes) in [(json!({}), 25), (json!({"estimatedPrepTime": 40}), 40)] {
        let placed = world.place(&delivered()).await.expect(201);
        assert_eq!(placed.at("/order/estimatedPrepTime"), 25);
        assert!(placed.at("/order/estimatedDeliveryTime").is_null());
        let id = placed.text_at("/order/id");
        let accepted = world.request_action(&world.staff, &id, "accept", said).await.expect(200);
        assert_eq!(accepted.at("/order/estimatedPrepTime"), minutes);
        let there = time(&accepted.text_at("/order/estimatedDeliveryTime"));
        let begun = time(&accepted.text_at("/order/acceptedAt"));
        assert_eq!(there.duration_since(begun), SignedDuration::from_mins(minutes + 15));
    }
}

#[tokio::test]
async fn estimated_time_is_not_before_the_requested_time() {
    let world = Kitchen::open().await;
    world.settings(json!({"prepTimeMinutes": 25, "deliveryTimeMinutes": 15})).await;
    let mut body = delivered();
    let wanted = world.docket.in_days(30);
    body["fulfilment"]["requestedFor"] = json!(wanted);
    let id = world.place(&body).await.expect(201).text_at("/order/id");
    let accepted = world.request_action(&world.staff, &id, "accept", json!({})).await.expect(200);
    assert_eq!(time(&accepted.text_at("/order/estimatedDeliveryTime")), time(&wanted));
}

#[tokio::test]
async fn pickup_order_or_unknown_duration_has_no_delivery_time() {
    let world = Kitchen::open().await;
    for (settings, body) in [
        (json!({"prepTimeMinutes": 25, "deliveryTimeMinutes": 15}), thalis()),
        (json!({"prepTimeMinutes": 25, "deliveryTimeMinutes": null}), delivered()),
        (json!({"prepTimeMinutes": null, "deliveryTimeMinutes": 15}), delivered()),
    ] {
        world.settings(settings).await;
        let id = world.place(&body).await.expect(201).text_at("/order/id");
        let accepted =
            world.request_action(&world.staff, &id, "accept", json!({})).await.expect(200);
        assert!(accepted.at("/order/estimatedDeliveryTime").is_null(), "{}", accepted.text);
    }
}

#[tokio::test]
async fn order_is_refused_outside_the_zones_of_its_seller() {
    let world = Kitchen::open().await;
    let mut body = delivered();
    body["fulfilment"]["zoneId"] = json!("atlantis");
    let table = world.docket.table().await;
    let refused = world.place(&body).await.problem(400, "invalid_request");
    assert_eq!(refused.at("/errors/0/pointer"), "/fulfilment/zoneId");
    world.docket.unchanged(&table).await;
    let placed = world.place(&delivered()).await.expect(201);
    assert_eq!(placed.at("/order/fulfilment/zoneId"), "north");
}

#[tokio::test]
async fn staff_and_admin_cancel_after_the_buyers_cancel_window() {
    let world = Kitchen::open().await;
    world.settings(json!({"cancelWindowMinutes": 5})).await;
    let (one, two) = (world.placed().await, world.placed().await);
    world.docket.advance(SignedDuration::from_mins(5)).await;
    let table = world.docket.table().await;
    for action in ["customer-cancel", "cancel"] {
        let path = format!("/api/orders/{one}/{action}");
        let method = if action == "cancel" { "PUT" } else { "PATCH" };
        let late = world.docket.call(method, &path).bearer(&world.buyer).json(&json!({}));
        let late = late.send().await.problem(409, "order_not_cancellable: cancel_window_ended");
        assert_eq!(late.at("/reason"), "cancel_window_ended");
        let ended_at = late.text_at("/endedAt");
        assert!(late.text_at("/detail").contains(&ended_at), "{}", late.text);
        assert!(late.text_at("/detail").contains("5-minute"), "{}", late.text);
        let moment: jiff::Timestamp = ended_at.parse().unwrap();
        assert_eq!(moment.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(), ended_at);
    }
    world.docket.unchanged(&table).await;
    let reason = || json!({"reason": "called us"});
    world.request_action(&world.admin, &one, "customer-cancel", reason()).await.expect(200);
    world.request_action(&world.staff, &two, "cancel", reason()).await.expect(200);
}

#[tokio::test]
async fn vouchers_are_lost_only_when_the_buyer_cancels_after_the_cut_off() {
    let world = Kitchen::open().await;
    world.settings(json!({"voucherCutoffMinutes": 5})).await;
    let orders = [world.paid().await, world.paid().await, world.paid().await];
    world.docket.advance(SignedDuration::from_mins(5)).await;
    let [own, by_admin, by_staff] = &orders;
    for (token, id, action, restored) in [
        (&world.buyer, own, "customer-cancel", 0),
        (&world.admin, by_admin, "customer-cancel", 1),
        (&world.staff, by_staff, "cancel", 1),
    ] {
        let reason = json!({"reason": "too late"});
        let reply = world.request_action(token, id, action, reason).await.expect(200);
        assert_eq!(reply.at("/vouchersRestored"), restored, "{}", reply.text);
        assert_eq!(reply.at("/refundInitiated"), true);
    }
}

//! An administrator can override any status with any other, and the audit log records it.

use serde_json::json;

use crate::kitchen::table::kitchen;
use docket_tests::world::kitchen::Kitchen;

#[tokio::test]
async fn override_moves_an_order_between_any_two_statuses_and_is_audited() {
    let world = Kitchen::open().await;
    let stock = world.docket.available("sk-thali").await;
    let id = world.paid().await;
    let names: Vec<_> = kitchen().statuses.iter().map(|it| it.name).skip(1).collect();
    assert_eq!(names.len(), 10);
    let mut pairs = Vec::new();
    let mut at = "PLACED";
    for (place, one) in names.iter().copied().enumerate() {
        if one != at {
            pairs.push((at, one));
            at = one;
        }
        for other in names[place + 1..].iter().copied() {
            pairs.extend([(one, other), (other, one)]);
        }
    }
    for (from, to) in &pairs {
        let reply = world.force(&id, to).await.expect(200);
        assert_eq!(reply.text_at("/previousStatus"), *from);
        assert_eq!(reply.text_at("/newStatus"), *to);
        assert_eq!(reply.text_at("/order/status"), *to);
        let entry = reply.at("/order/statusTimeline");
        let last = entry.as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["status"], &last["reason"]), (&json!(to), &json!("by phone")));
        let lifecycle = kitchen();
        let stopped = lifecycle.status(to).unwrap().phase.is_stopped();
        assert_eq!(reply.at("/order/cancellation").is_object(), stopped, "{to}");
    }
    let history = world.history(&id).await;
    let overridden: Vec<_> =
        history.iter().filter(|entry| entry["action"] == "overridden").collect();
    assert_eq!(overridden.len(), pairs.len());
    for (entry, (from, to)) in overridden.iter().zip(&pairs) {
        assert_eq!((&entry["from"], &entry["to"]), (&json!(from), &json!(to)));
        assert_eq!(entry["bypassedValidation"], true);
        assert_eq!(entry["by"]["role"], "admin");
    }
    let distinct: std::collections::BTreeSet<_> = pairs.iter().collect();
    assert_eq!(distinct.len(), 90, "every pair was tried");
    // After all overrides, whether or not a status returns stock, stock and payment are consistent.
    let now = world.force(&id, "PLACED").await.expect(200);
    assert_eq!(now.at("/order/payment/amountPaid"), 2500);
    assert_eq!(world.docket.available("sk-thali").await, stock - 2);
    let cancelled = world.force(&id, "CANCELLED").await.expect(200);
    assert_eq!(cancelled.at("/order/cancellation/refundInitiated"), true);
    assert_eq!(cancelled.at("/order/cancellation/vouchersRestored"), 1);
    assert_eq!(world.docket.available("sk-thali").await, stock);
}

//! Targets of time in status: how long an order may be in a status, and the single alert when it is
//! longer.

use docket_tests::{
    pickup,
    world::deadlines::{Deadlines, PHONE, time},
};
use serde_json::{Value, json};

const PREPARING: fn() -> Value = || json!({"slaTargets": [{"status": "PREPARING", "low": 60, "normal": 20, "high": 10, "urgent": 5}]});

/// The minutes from the entry into the current status until the target.
fn due(order: &Value) -> i64 {
    let lines = order["statusTimeline"].as_array().unwrap();
    let since: jiff::Timestamp =
        lines.last().unwrap()["timestamp"].as_str().unwrap().parse().unwrap();
    time(order, "/sla/dueAt").duration_since(since).as_mins()
}

#[tokio::test]
async fn each_priority_has_its_own_target() {
    let world = Deadlines::open(PREPARING()).await;
    for (priority, minutes) in [("low", 60), ("normal", 20), ("high", 10), ("urgent", 5)] {
        let id = world.placed_with(json!({"priority": priority})).await;
        world.accept(&id).await.expect(200);
        let order = world.order(&id).await;
        assert_eq!(
            (due(&order), &order["sla"]["breached"]),
            (minutes, &json!(false)),
            "{priority}"
        );
    }
}

#[tokio::test]
async fn lifecycle_targets_apply_unless_the_seller_sets_others() {
    let world = Deadlines::open(PREPARING()).await;
    let id = world.placed().await;
    assert_eq!(due(&world.order(&id).await), 10, "PLACED is not the seller's");
    world.accept(&id).await.expect(200);
    assert_eq!(due(&world.order(&id).await), 20);
    world.to(&id, "READY").await;
    assert_eq!(due(&world.order(&id).await), 20);
    // A seller can remove the lifecycle's target of a status.
    world.set(json!({"slaTargets": [{"status": "PLACED", "urgent": 3}]})).await;
    let id = world.placed().await;
    assert!(world.order(&id).await.get("sla").is_none());
    let id = world.placed_with(json!({"priority": "urgent"})).await;
    assert_eq!(due(&world.order(&id).await), 3);
}

#[tokio::test]
async fn breach_is_reported_once_over_many_runs() {
    let world = Deadlines::open(PREPARING()).await;
    let id = world.placed().await;
    world.accept(&id).await.expect(200);
    world.minutes(19).await;
    assert_eq!(world.order(&id).await["sla"]["breached"], false);
    world.minutes(1).await;
    let order = world.order(&id).await;
    assert_eq!((&order["sla"]["breached"], &order["version"]), (&json!(true), &json!(3)));
    assert_eq!(order["status"], "PREPARING");
    for _ in 0..3 {
        world.check().await;
        world.minutes(30).await;
    }
    assert_eq!(world.events(&id, "SlaBreached").await, [format!("{id}:3:0")]);
    assert_eq!(world.order(&id).await["version"], 3);
    let actions = world.actions(&id).await;
    assert_eq!(actions, ["placed", "moved", "moved_automatically", "sla_breached"]);
    // The next status has its own target.
    world.to(&id, "READY").await;
    assert_eq!(world.order(&id).await["sla"]["breached"], false);
    world.minutes(20).await;
    assert_eq!(world.events(&id, "SlaBreached").await.len(), 2);
}

#[tokio::test]
async fn breach_is_reported_once_per_status_also_after_a_return() {
    let world = Deadlines::open(PREPARING()).await;
    let id = world.placed().await;
    world.accept(&id).await.expect(200);
    world.minutes(20).await;
    assert_eq!(world.events(&id, "SlaBreached").await.len(), 1);
    for status in ["READY", "PREPARING", "PLACED", "PREPARING", "CANCELLED", "PREPARING"] {
        world.force(&id, status).await;
        world.seconds(60).await;
    }
    let order = world.order(&id).await;
    assert_eq!((due(&order), &order["sla"]["breached"]), (20, &json!(false)), "a time of its own");
    world.minutes(60).await;
    assert_eq!(world.order(&id).await["sla"]["breached"], true);
    assert_eq!(world.events(&id, "SlaBreached").await.len(), 1, "reported before");
}

#[tokio::test]
async fn breach_is_reported_by_a_late_transition_without_a_run() {
    let world = Deadlines::open(PREPARING()).await;
    let id = world.placed().await;
    world.accept(&id).await.expect(200);
    world.hide(&id).await;
    world.minutes(20).await;
    assert_eq!(world.events(&id, "SlaBreached").await.len(), 0);
    world.to(&id, "READY").await;
    assert_eq!(world.events(&id, "SlaBreached").await, [format!("{id}:3:0")]);
    assert!(world.events(&id, "OrderStatusChanged").await.contains(&format!("{id}:3:1")));
    assert_eq!(world.actions(&id).await[3..], ["sla_breached", "moved"]);
    // A transition within the target raises no alert.
    world.minutes(19).await;
    world.force(&id, "OUT_FOR_DELIVERY").await;
    assert_eq!(world.events(&id, "SlaBreached").await.len(), 1);
}

#[tokio::test]
async fn closed_order_breaches_no_target() {
    let world = Deadlines::open(PREPARING()).await;
    let mut over = Vec::new();
    for status in ["CANCELLED", "FAILED", "DELIVERED"] {
        let id = world.placed().await;
        world.accept(&id).await.expect(200);
        world.force(&id, status).await;
        assert!(world.order(&id).await.get("sla").is_none(), "{status}");
        over.push(id);
    }
    world.minutes(600).await;
    for id in &over {
        assert_eq!(world.events(id, "SlaBreached").await.len(), 0);
        assert_eq!(world.order(id).await["version"], 3);
    }
}

#[tokio::test]
async fn wait_for_the_code_is_not_measured() {
    let world = Deadlines::open(json!({"slaTargets": [{"status": "PLACED", "normal": 5}]})).await;
    let body = pickup("spice-kitchen", PHONE, &[("sk-thali", 1)]);
    let placed = world.docket.order(&body).await.expect(201);
    assert!(placed.at("/order/sla").is_null());
    let id = placed.text_at("/order/id");
    world.minutes(4).await;
    let confirmed = world.docket.confirm(&id, PHONE).await.expect(200);
    assert_eq!(due(&confirmed.at("/order")), 5);
    world.minutes(4).await;
    assert_eq!(world.events(&id, "SlaBreached").await.len(), 0);
    world.minutes(1).await;
    assert_eq!(world.events(&id, "SlaBreached").await.len(), 1);
    // An unconfirmed order is not measured.
    let lost = world.docket.order(&body).await.expect(201).text_at("/order/id");
    world.minutes(30).await;
    world.minutes(30).await;
    assert_eq!(world.events(&lost, "SlaBreached").await.len(), 0);
}

#[tokio::test]
async fn order_without_targets_is_not_measured() {
    let world = Deadlines::open(json!({})).await;
    let id = world.placed().await;
    assert!(world.order(&id).await.get("sla").is_none());
    world.set(json!({"slaTargets": []})).await;
    world.minutes(600).await;
    assert_eq!(world.order(&id).await["version"], 1);
    assert!(world.order(&id).await.get("sla").is_none());
}

/// The urgency of an order follows the earlier of the two deadlines.
#[tokio::test]
async fn target_and_acceptance_deadline_apply_independently() {
    for (target, within) in [(4, 10), (10, 4), (4, 4)] {
        let world = Deadlines::open(json!({
            "acceptWithinMinutes": within, "rejectAfterMinutes": 20,
            "slaTargets": [{"status": "PLACED", "normal": target}],
        }))
        .await;
        let id = world.placed().await;
        world.minutes(4).await;
        let due_action = |action: &str, minutes: i64| (minutes == 4).then(|| action.to_owned());
        let first: Vec<_> = ["placed".to_owned()]
            .into_iter()
            .chain(due_action("escalated", within))
            .chain(due_action("sla_breached", target))
            .collect();
        assert_eq!(world.actions(&id).await, first, "{target} {within}");
        world.minutes(6).await;
        assert_eq!(world.events(&id, "SlaBreached").await.len(), 1);
        assert_eq!(world.events(&id, "OrderEscalated").await.len(), 1);
        world.minutes(20).await;
        assert_eq!(world.order(&id).await["status"], "REJECTED");
        assert_eq!(world.events(&id, "SlaBreached").await.len(), 1);
    }
}

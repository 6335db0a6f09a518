//! The function that checks deadlines: many orders, unreadable orders, and runs that are
//! interrupted.

use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Value, json};

use docket_tests::{pickup, world::deadlines::Deadlines};

fn terms() -> Value {
    json!({"acceptWithinMinutes": 10, "rejectAfterMinutes": 5})
}

async fn placed(world: &Deadlines, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(world.placed().await);
    }
    ids
}

#[tokio::test]
async fn unreadable_order_does_not_stop_the_deadlines_of_others() {
    let world = Deadlines::failing(terms()).await;
    let ids = placed(&world, 24).await;
    // The unreadable orders are before and among the others of their partitions.
    for id in [&ids[0], &ids[1], &ids[20]] {
        world.tamper(id, "cy", AttributeValue::S("shells".to_owned())).await;
    }
    world.minutes(10).await;
    world.minutes(5).await;
    for (at, id) in ids.iter().enumerate() {
        if ![0, 1, 20].contains(&at) {
            assert_eq!(world.actions(id).await, ["placed", "escalated", "stopped"], "{at}");
        }
    }
    let failed = world.docket.running.dead_letters();
    assert!(failed.iter().any(|it| it.function == "check-deadlines"), "somebody must look at it");
}

/// Unreadable orders that fill more than a page, before all others of their partition.
#[tokio::test]
async fn page_of_unreadable_orders_does_not_stop_the_deadlines_of_others() {
    let world = Deadlines::failing(terms()).await;
    let mut ids = placed(&world, 56).await;
    let last = ids.pop().unwrap();
    let part = |name: &str| AttributeValue::S(name.to_owned());
    for (at, id) in ids.iter().enumerate() {
        world.tamper(id, "gd", part("t3")).await;
        world.tamper(id, "dk", part(&format!("0000000000{at:03}#x"))).await;
        world.tamper(id, "cy", part("shells")).await;
    }
    world.tamper(&last, "gd", part("t3")).await;
    world.minutes(10).await;
    assert_eq!(world.actions(&last).await, ["placed", "escalated"]);
}

/// Polls a future until it ends or has yielded this many times.
async fn interrupt_after<T>(work: impl Future<Output = T>, steps: usize) {
    let enough = async {
        for _ in 0..steps {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = work => {}
        () = enough => {}
    }
}

/// The next run does what an interrupted run left.
#[tokio::test(flavor = "multi_thread")]
async fn interrupted_run_is_finished_by_the_next() {
    let world = Deadlines::open(terms()).await;
    let stock = world.docket.available("sk-thali").await;
    let ids = placed(&world, 24).await;
    for minutes in [10, 5] {
        interrupt_after(world.minutes(minutes), 200).await;
        for steps in [0, 20, 100, 300] {
            interrupt_after(world.check(), steps).await;
        }
        world.check().await;
    }
    world.check().await;
    for id in &ids {
        assert_eq!(world.actions(id).await, ["placed", "escalated", "stopped"]);
        assert_eq!(world.events(id, "OrderEscalated").await.len(), 1);
        assert_eq!(world.events(id, "OrderCancelled").await.len(), 1);
    }
    assert_eq!(world.docket.available("sk-thali").await, stock);
}

/// Deadlines of one kind do not delay deadlines of another kind.
#[tokio::test]
async fn unverified_orders_are_cleaned_up_while_other_deadlines_fail() {
    let world = Deadlines::failing(json!({"slaTargets": []})).await;
    let stuck = placed(&world, 20).await;
    for id in &stuck {
        world.tamper(id, "cy", AttributeValue::S("shells".to_owned())).await;
    }
    let stock = world.docket.available("sk-thali").await;
    let body = pickup("spice-kitchen", "+12025550177", &[("sk-thali", 3)]);
    world.docket.order(&body).await.expect(201);
    world.minutes(15).await;
    assert_eq!(world.docket.available("sk-thali").await, stock);
    let failed = world.docket.running.dead_letters();
    assert!(failed.iter().all(|it| it.function != "cleanup-unverified-orders"));
}

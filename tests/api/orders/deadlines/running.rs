//! Runs that meet many orders, one that cannot be read, or their own end.

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
async fn an_order_that_cannot_be_read_stops_no_other() {
    let world = Deadlines::failing(terms()).await;
    let ids = placed(&world, 24).await;
    // Before and among the others of its part, wherever that is.
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
    let failed = world.desk.running.dead_letters();
    assert!(failed.iter().any(|it| it.function == "check-deadlines"), "somebody must look at it");
}

/// Also where more than a page of them lie before all others in their part.
#[tokio::test]
async fn more_than_a_page_that_cannot_be_read_stop_no_other() {
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

/// Gives work so many steps, and no more.
async fn cut_off<T>(work: impl Future<Output = T>, steps: usize) {
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

/// A run that ends in the middle leaves the rest to the next one.
#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_cut_off_is_finished_by_the_next() {
    let world = Deadlines::open(terms()).await;
    let stock = world.desk.available("sk-thali").await;
    let ids = placed(&world, 24).await;
    for minutes in [10, 5] {
        cut_off(world.minutes(minutes), 200).await;
        for steps in [0, 20, 100, 300] {
            cut_off(world.check(), steps).await;
        }
        world.check().await;
    }
    world.check().await;
    for id in &ids {
        assert_eq!(world.actions(id).await, ["placed", "escalated", "stopped"]);
        assert_eq!(world.events(id, "OrderEscalated").await.len(), 1);
        assert_eq!(world.events(id, "OrderCancelled").await.len(), 1);
    }
    assert_eq!(world.desk.available("sk-thali").await, stock);
}

/// A crowd of one kind of deadline is not in the way of the other.
#[tokio::test]
async fn unverified_orders_are_cleaned_up_beside_any_number_of_others() {
    let world = Deadlines::failing(json!({"slaTargets": []})).await;
    let stuck = placed(&world, 20).await;
    for id in &stuck {
        world.tamper(id, "cy", AttributeValue::S("shells".to_owned())).await;
    }
    let stock = world.desk.available("sk-thali").await;
    let body = pickup("spice-kitchen", "+12025550177", &[("sk-thali", 3)]);
    world.desk.order(&body).await.expect(201);
    world.minutes(15).await;
    assert_eq!(world.desk.available("sk-thali").await, stock);
    let failed = world.desk.running.dead_letters();
    assert!(failed.iter().all(|it| it.function != "cleanup-unverified-orders"));
}

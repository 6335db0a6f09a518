//! The function that runs schedules: many templates at once, several runs at once, and crashes.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use docket_local::Options;
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::json;

use docket_tests::world::recurring::{RecurringOrders, dozen, hourly, hours};

#[tokio::test]
async fn concurrent_runs_place_one_order_per_occurrence() {
    let mut world = RecurringOrders::open().await;
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(world.scheduled(hourly()).await);
    }
    let due = hours(&world.docket, 3);
    for at in &due {
        let wait = at.duration_since(world.docket.running.now()) - SignedDuration::from_secs(1);
        world.docket.advance(wait).await;
        // The local schedule also runs when the clock moves.
        let runs =
            join_all((0..5).map(|_| world.docket.running.invoke("run-order-schedules", json!({}))));
        let ((), runs) = tokio::join!(world.docket.advance(SignedDuration::from_secs(2)), runs);
        assert!(runs.iter().all(Result::is_ok), "{runs:?}");
    }
    world.again().await;
    for id in ids {
        assert_eq!(world.occurrences(&id).await, due);
    }
}

/// A run that stopped after it placed the order and before it recorded that.
#[tokio::test]
async fn occurrence_is_not_ordered_again_when_the_run_crashed_after_ordering() {
    let mut world = RecurringOrders::open().await;
    let id = world.scheduled(hourly()).await;
    let noted = item(&world, &id).await;
    let due = hours(&world.docket, 2);
    world.until(due[0]).await;
    // Restores the template's item from before the run.
    put(&world, noted).await;
    world.again().await;
    assert_eq!(world.occurrences(&id).await, [due[0]]);
    assert_eq!(world.read(&id).await["lastOutcome"]["result"], "placed");
    world.until(due[1]).await;
    world.again().await;
    assert_eq!(world.occurrences(&id).await, due);
}

#[tokio::test]
async fn unreadable_template_does_not_stop_the_others() {
    let mut world =
        RecurringOrders::with(Options { retry_for: Duration::ZERO, ..Options::default() }).await;
    let mut ids = Vec::new();
    for _ in 0..20 {
        ids.push(world.scheduled(hourly()).await);
    }
    // Half of the templates are damaged.
    let damaged: Vec<_> = ids.drain(..10).collect();
    for id in &damaged {
        let mut item = item(&world, id).await;
        item.insert("it".to_owned(), AttributeValue::N("1".to_owned()));
        put(&world, item).await;
    }
    let due = hours(&world.docket, 1);
    world.until(due[0]).await;
    let run = world.docket.running.invoke("run-order-schedules", json!({})).await;
    assert!(run.is_err(), "nobody would look at it");
    world.again().await;
    for id in &ids {
        assert_eq!(world.occurrences(id).await, due, "{id}");
    }
    // After the repair, the missed occurrences are ordered.
    for id in &damaged {
        let mut item = item(&world, id).await;
        let dozen = ["gv-eggs".to_owned()].map(AttributeValue::S).into_iter();
        let line = dozen.chain([AttributeValue::N("1".to_owned()), AttributeValue::L(Vec::new())]);
        item.insert("it".to_owned(), AttributeValue::L(vec![AttributeValue::L(line.collect())]));
        put(&world, item).await;
    }
    world.again().await;
    for id in &damaged {
        assert_eq!(world.occurrences(id).await, due, "{id}");
    }
}

#[tokio::test]
async fn missed_occurrences_are_ordered_over_several_runs() {
    let mut world = RecurringOrders::open().await;
    let id = world.scheduled(hourly()).await;
    let due = hours(&world.docket, 120);
    world.until(due[119]).await;
    world.again().await;
    assert_eq!(world.occurrences(&id).await, due);
}

#[tokio::test]
async fn run_orders_a_hundred_occurrences_within_the_capacity_budget() {
    let world = RecurringOrders::open().await;
    for buyer in 0..5 {
        // As many templates as an owner may have.
        let phone = format!("+1202555015{buyer}");
        let token = world.docket.token(&phone).await;
        for _ in 0..20 {
            let mut body = dozen(&phone);
            body["schedule"] = hourly();
            world.make(&token, &body).await.expect(201);
        }
    }
    let due = hours(&world.docket, 1)[0];
    let capacity = || world.docket.running.capacity()["functions"]["run-order-schedules"].clone();
    world.until(due - SignedDuration::from_mins(1)).await;
    let before = capacity();
    let there = world.docket.available("gv-eggs").await;
    world.until(due).await;
    let after = capacity();
    assert_eq!(world.docket.available("gv-eggs").await, there - 100);
    let used = |name: &str| after[name].as_f64().unwrap() - before[name].as_f64().unwrap();
    // The budget of each template is an order and the update of its next occurrence. The run reads
    // each partition of the index once; a second run may start meanwhile.
    assert!(used("writeUnits") <= 10.0 * 100.0, "{} WCU", used("writeUnits"));
    assert!(used("readUnits") <= 5.1 * 100.0 + 3.0 * 16.0, "{} RCU", used("readUnits"));
    assert!(used("roundTrips") <= 5.0 * 100.0 + 3.0 * 16.0, "{} calls", used("roundTrips"));
}

type Item = std::collections::HashMap<String, AttributeValue>;

async fn item(world: &RecurringOrders, id: &str) -> Item {
    let running = &world.docket.running;
    let get = running.client().get_item().table_name(running.table());
    let get = get.key("pk", pk(id)).key("sk", AttributeValue::S("T".to_owned()));
    get.consistent_read(true).send().await.unwrap().item.unwrap()
}

async fn put(world: &RecurringOrders, item: Item) {
    let running = &world.docket.running;
    let put = running.client().put_item().table_name(running.table()).set_item(Some(item));
    put.send().await.unwrap();
}

fn pk(id: &str) -> AttributeValue {
    AttributeValue::S(id.replace("TPL-", "T#"))
}

//! The runner: many at once, several of it, and crashes.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use docket_local::Options;
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::json;

use docket_tests::world::recurring::{Regulars, dozen, hourly, hours};

#[tokio::test]
async fn several_runners_place_one_order_for_an_occurrence() {
    let mut world = Regulars::open().await;
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(world.scheduled(hourly()).await);
    }
    let due = hours(&world.desk, 3);
    for at in &due {
        let wait = at.duration_since(world.desk.running.now()) - SignedDuration::from_secs(1);
        world.desk.advance(wait).await;
        // The clock moves on; the local schedule is one more runner.
        let runs =
            join_all((0..5).map(|_| world.desk.running.invoke("run-order-schedules", json!({}))));
        let ((), runs) = tokio::join!(world.desk.advance(SignedDuration::from_secs(2)), runs);
        assert!(runs.iter().all(Result::is_ok), "{runs:?}");
    }
    world.again().await;
    for id in ids {
        assert_eq!(world.occurrences(&id).await, due);
    }
}

/// A run that ended between the order and the note of it.
#[tokio::test]
async fn an_occurrence_that_was_ordered_and_not_noted_is_not_ordered_again() {
    let mut world = Regulars::open().await;
    let id = world.scheduled(hourly()).await;
    let noted = item(&world, &id).await;
    let due = hours(&world.desk, 2);
    world.until(due[0]).await;
    // As it was before the run.
    put(&world, noted).await;
    world.again().await;
    assert_eq!(world.occurrences(&id).await, [due[0]]);
    assert_eq!(world.read(&id).await["lastOutcome"]["result"], "placed");
    world.until(due[1]).await;
    world.again().await;
    assert_eq!(world.occurrences(&id).await, due);
}

#[tokio::test]
async fn a_template_that_cannot_be_read_stops_no_other() {
    let mut world =
        Regulars::with(Options { retry_for: Duration::ZERO, ..Options::default() }).await;
    let mut ids = Vec::new();
    for _ in 0..20 {
        ids.push(world.scheduled(hourly()).await);
    }
    // Half of them are damaged.
    let damaged: Vec<_> = ids.drain(..10).collect();
    for id in &damaged {
        let mut item = item(&world, id).await;
        item.insert("it".to_owned(), AttributeValue::N("1".to_owned()));
        put(&world, item).await;
    }
    let due = hours(&world.desk, 1);
    world.until(due[0]).await;
    let run = world.desk.running.invoke("run-order-schedules", json!({})).await;
    assert!(run.is_err(), "nobody would look at it");
    world.again().await;
    for id in &ids {
        assert_eq!(world.occurrences(id).await, due, "{id}");
    }
    // Once it is mended, what was missed is ordered.
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
async fn a_schedule_is_caught_up_over_several_runs_and_none_is_lost() {
    let mut world = Regulars::open().await;
    let id = world.scheduled(hourly()).await;
    let due = hours(&world.desk, 120);
    world.until(due[119]).await;
    world.again().await;
    assert_eq!(world.occurrences(&id).await, due);
}

#[tokio::test]
async fn a_hundred_at_once_are_ordered_in_one_run_within_their_budget() {
    let world = Regulars::open().await;
    for buyer in 0..5 {
        // As many as one may keep.
        let phone = format!("+1202555015{buyer}");
        let token = world.desk.token(&phone).await;
        for _ in 0..20 {
            let mut body = dozen(&phone);
            body["schedule"] = hourly();
            world.make(&token, &body).await.expect(201);
        }
    }
    let due = hours(&world.desk, 1)[0];
    let capacity = || world.desk.running.capacity()["functions"]["run-order-schedules"].clone();
    world.until(due - SignedDuration::from_mins(1)).await;
    let before = capacity();
    let there = world.desk.available("gv-eggs").await;
    world.until(due).await;
    let after = capacity();
    assert_eq!(world.desk.available("gv-eggs").await, there - 100);
    let used = |name: &str| after[name].as_f64().unwrap() - before[name].as_f64().unwrap();
    // Each: the order as anybody's, and the template's next occurrence. The run
    // looks once into each part of the index; the minute may turn meanwhile.
    assert!(used("writeUnits") <= 10.0 * 100.0, "{} WCU", used("writeUnits"));
    assert!(used("readUnits") <= 5.1 * 100.0 + 3.0 * 16.0, "{} RCU", used("readUnits"));
    assert!(used("roundTrips") <= 5.0 * 100.0 + 3.0 * 16.0, "{} calls", used("roundTrips"));
}

type Item = std::collections::HashMap<String, AttributeValue>;

async fn item(world: &Regulars, id: &str) -> Item {
    let running = &world.desk.running;
    let get = running.client().get_item().table_name(running.table());
    let get = get.key("pk", pk(id)).key("sk", AttributeValue::S("T".to_owned()));
    get.consistent_read(true).send().await.unwrap().item.unwrap()
}

async fn put(world: &Regulars, item: Item) {
    let running = &world.desk.running;
    let put = running.client().put_item().table_name(running.table()).set_item(Some(item));
    put.send().await.unwrap();
}

fn pk(id: &str) -> AttributeValue {
    AttributeValue::S(id.replace("TPL-", "T#"))
}

//! The function `reconcile` finds counters and stock that do not add up, reports them, and repairs
//! counters.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{Cell, Order};
use docket_store::{Saved, digest};
use docket_tests::{Docket, Person, filled, pickup};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::statistics::{recount::Books, stream::record};

const RECONCILE: &str = "reconcile";
/// The time after which `reconcile` checks what has changed.
const CHECK_DELAY: SignedDuration = SignedDuration::from_mins(181);
/// The time after which the stream has dropped its records.
const STREAM_RETENTION: SignedDuration = SignedDuration::from_hours(26);

type Item = HashMap<String, AttributeValue>;

async fn run(docket: &Docket) -> Value {
    docket.running.invoke(RECONCILE, json!({})).await.unwrap()
}

fn number(report: &Value, name: &str) -> u64 {
    report[name].as_u64().unwrap()
}

/// The items whose keys have these prefixes.
async fn items(docket: &Docket, pk: &str, sk: &str) -> Vec<Item> {
    let scan = docket
        .running
        .client()
        .scan()
        .table_name(docket.running.table())
        .filter_expression("begins_with(pk, :pk) AND begins_with(sk, :sk)")
        .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()))
        .expression_attribute_values(":sk", AttributeValue::S(sk.to_owned()));
    scan.send().await.unwrap().items.unwrap_or_default()
}

/// Adds to a number directly in the table.
async fn add(docket: &Docket, item: &Item, name: &str, count: i64) {
    let update = docket.running.client().update_item().table_name(docket.running.table());
    update
        .key("pk", item["pk"].clone())
        .key("sk", item["sk"].clone())
        .update_expression("ADD #name :count")
        .expression_attribute_names("#name", name)
        .expression_attribute_values(":count", AttributeValue::N(count.to_string()))
        .send()
        .await
        .unwrap();
}

/// Makes 200 orders that were placed and counted.
async fn counted() -> (Docket, Vec<Order>) {
    counted_of(200).await
}

/// Makes this many orders, two every two minutes, and waits until they are counted.
async fn counted_of(number: i32) -> (Docket, Vec<Order>) {
    let (docket, orders) = filled(number, SignedDuration::from_mins(2)).await;
    // Unverified orders have expired by then.
    docket.advance(SignedDuration::from_mins(20)).await;
    let orders = again(&docket, &orders).await;
    (docket, orders)
}

/// Reads the orders again.
async fn again(docket: &Docket, orders: &[Order]) -> Vec<Order> {
    let mut now = Vec::new();
    for order in orders {
        now.push(docket.running.store().find_order(order.id).await.unwrap().unwrap());
    }
    now
}

/// Counts an order once more, or subtracts it, through a record in a shard of its own.
async fn miscount(docket: &Docket, order: &Order, number: usize, more: bool) {
    let mut record = record(number, None, order);
    if !more {
        let change = record["dynamodb"].as_object_mut().unwrap();
        let image = change.remove("NewImage").unwrap();
        change.insert("OldImage".to_owned(), image);
    }
    let shard = format!("miscounted-{number}");
    let batch = json!({"Records": [record], "shardId": shard});
    docket.running.invoke("update-statistics", batch).await.unwrap();
}

#[tokio::test]
async fn reconcile_finds_and_writes_nothing_when_counters_add_up() {
    let (docket, orders) = counted().await;
    docket.advance(CHECK_DELAY).await;
    // Only orders that were placed within a day are left to check.
    run(&docket).await;
    let before = docket.table().await;
    let report = run(&docket).await;
    for name in ["differing", "repaired", "republished"] {
        assert_eq!(number(&report, name), 0, "{report}");
    }
    assert!(number(&report, "products") >= 10, "{report}");
    docket.unchanged(&before).await;
    Books::of(&orders).check(&docket.running.store()).await;
}

#[tokio::test]
async fn wrong_counter_is_reported_at_the_second_check_and_repaired_after_the_stream_has_ended() {
    let (docket, orders) = counted().await;
    let of = |seller: &str| orders.iter().find(|order| order.seller.as_str() == seller).unwrap();
    miscount(&docket, of("spice-kitchen"), 1, true).await;
    miscount(&docket, of("corner-shop"), 2, false).await;
    let books = Books::of(&orders);
    assert_ne!(Books::read(&docket.running.store(), &books).await, books);
    docket.advance(CHECK_DELAY).await;
    let report = run(&docket).await;
    assert_eq!((number(&report, "differing"), number(&report, "repaired")), (2, 0), "{report}");
    assert_ne!(Books::read(&docket.running.store(), &books).await, books);
    docket.advance(STREAM_RETENTION).await;
    for _ in 0..3 {
        run(&docket).await;
    }
    books.check(&docket.running.store()).await;
    let report = run(&docket).await;
    assert_eq!((number(&report, "differing"), number(&report, "repaired")), (0, 0), "{report}");
}

#[tokio::test]
async fn difference_is_not_reported_when_it_is_temporary() {
    let (docket, _) = counted().await;
    let items = items(&docket, "K#spice-kitchen#", "D#").await;
    add(&docket, &items[0], "v", 3).await;
    docket.advance(CHECK_DELAY).await;
    // Now the difference is another one.
    add(&docket, &items[0], "v", 1).await;
    assert_eq!(number(&run(&docket).await, "differing"), 0);
    add(&docket, &items[0], "v", -4).await;
    assert_eq!(number(&run(&docket).await, "differing"), 0);
}

/// Without counters, changes that the stream never delivered are found by reading the orders.
#[tokio::test]
async fn uncounted_orders_are_found_by_reading_the_orders() {
    // Without the journal, a run checks the newest 100 orders every quarter of an hour.
    let (docket, orders) = counted_of(100).await;
    for prefix in ["K#", "J#"] {
        for item in items(&docket, prefix, "").await {
            let delete = docket.running.client().delete_item().table_name(docket.running.table());
            let delete = delete.key("pk", item["pk"].clone()).key("sk", item["sk"].clone());
            delete.send().await.unwrap();
        }
    }
    docket.advance(SignedDuration::from_mins(10)).await;
    docket.advance(CHECK_DELAY).await;
    let report = run(&docket).await;
    let cells: BTreeSet<_> = orders.iter().map(Order::cell).collect();
    assert_eq!(number(&report, "differing"), cells.len() as u64, "{report}");
    docket.advance(STREAM_RETENTION).await;
    for _ in 0..3 {
        run(&docket).await;
    }
    Books::of(&orders).check(&docket.running.store()).await;
}

#[tokio::test]
async fn large_day_is_counted_over_several_runs() {
    let (docket, orders) = filled(900, SignedDuration::from_secs(1)).await;
    let store = docket.running.store();
    let now = docket.running.now();
    let cell = orders
        .iter()
        .map(Order::cell)
        .max_by_key(|cell: &Cell| orders.iter().filter(|order| order.cell() == *cell).count());
    let cell = cell.unwrap();
    store.ask_recount(&cell, now).await.unwrap();
    // A second request leaves the recount unchanged.
    store.ask_recount(&cell, now + CHECK_DELAY).await.unwrap();
    let mut runs = 0;
    let difference = loop {
        runs += 1;
        let mut due = store.recounts(now).await.unwrap();
        assert_eq!(due.len(), 1);
        let mut recount = due.remove(0);
        let (pages, difference) = store.recount(&mut recount, 1, now).await.unwrap();
        assert_eq!(pages, 1);
        if let Some(difference) = difference {
            assert_eq!(store.end_recount(&recount, "test-end").await.unwrap(), Saved::Done);
            break difference;
        }
        assert_eq!(store.keep_recount(&recount).await.unwrap(), Saved::Done);
        // A writer that read an older version is refused.
        assert_eq!(store.keep_recount(&recount).await.unwrap(), Saved::Stale);
    };
    assert!(runs >= 3, "{runs}");
    assert_eq!(digest(&difference), digest(&docket_domain::Tally::default()), "{difference:?}");
    assert!(store.recounts(now).await.unwrap().is_empty());
}

#[tokio::test]
async fn wrong_stock_is_reported_and_not_changed() {
    let docket = Docket::open().await;
    for at in 0..3 {
        let phone = format!("+1202555019{at}");
        let body = pickup("green-valley", &phone, &[("gv-honey", 2)]);
        let id = docket.order(&body).await.expect(201).text_at("/order/id");
        if at > 0 {
            docket.confirm(&id, &phone).await.expect(200);
        }
    }
    docket.running.settle().await.unwrap();
    assert_eq!(number(&run(&docket).await, "productsDiffering"), 0);
    let bucket = items(&docket, "P#gv-honey#", "S").await;
    add(&docket, &bucket[0], "av", -1).await;
    assert_eq!(number(&run(&docket).await, "productsDiffering"), 0, "at the first look");
    let report = run(&docket).await;
    assert_eq!(number(&report, "productsDiffering"), 1, "{report}");
    assert_eq!(items(&docket, "P#gv-honey#", "S").await[0]["av"], {
        let AttributeValue::N(before) = &bucket[0]["av"] else { panic!("no number") };
        AttributeValue::N((before.parse::<i64>().unwrap() - 1).to_string())
    });
    add(&docket, &bucket[0], "av", 1).await;
    run(&docket).await;
    assert_eq!(number(&run(&docket).await, "productsDiffering"), 0);
}

#[tokio::test]
async fn missed_changes_are_republished_with_their_event_ids() {
    let docket = Docket::open().await;
    let place = async |phone: &str| {
        let body = pickup("green-valley", phone, &[("gv-honey", 1)]);
        let id = docket.order(&body).await.expect(201).text_at("/order/id");
        docket.confirm(&id, phone).await.expect(200);
        docket.advance(SignedDuration::from_mins(5)).await;
        id
    };
    let before = place("+12025550195").await;
    let from = docket.running.now();
    let missed = place("+12025550196").await;
    let to = docket.running.now();
    // Times are stored in milliseconds, and a request may take this long.
    docket.advance(SignedDuration::from_secs(1)).await;
    let after = place("+12025550197").await;
    let ids = |of: &str| {
        let events = docket.running.events();
        let mut ids: Vec<_> = events
            .iter()
            .filter(|event| event.detail["order"]["id"] == of)
            .map(|event| event.detail["eventId"].as_str().unwrap().to_owned())
            .collect();
        ids.reverse();
        ids
    };
    let published = [&before, &missed, &after].map(|id| ids(id));
    let ask = |from: Timestamp, to: Timestamp| json!({"republish": {"from": from, "to": to}});
    let report = docket.running.invoke(RECONCILE, ask(from, to)).await.unwrap();
    assert_eq!(report["republished"], 2, "placed, and confirmed");
    assert!(report.get("next").is_none());
    assert_eq!(ids(&before), published[0]);
    assert_eq!(ids(&missed), [published[1].clone(), published[1].clone()].concat());
    assert_eq!(ids(&after), published[2]);
}

/// Times are stored in whole milliseconds. Changes in the same millisecond as a bound are
/// published, however precise the bound is.
#[tokio::test]
async fn republishing_includes_the_whole_milliseconds_of_its_bounds() {
    let docket = Docket::open().await;
    let phone = "+12025550198";
    let body = pickup("green-valley", phone, &[("gv-honey", 1)]);
    let id = docket.order(&body).await.expect(201).text_at("/order/id");
    docket.advance(SignedDuration::from_mins(1)).await;
    docket.confirm(&id, phone).await.expect(200);
    docket.running.settle().await.unwrap();
    let admin = docket.sign_in(Person::Admin).await;
    let order = docket.read_order(&admin, &id).await.expect(200).at("/order");
    let placed: Timestamp = order["placedAt"].as_str().unwrap().parse().unwrap();
    let nanos = SignedDuration::from_nanos;
    for (from, to, expected) in [
        (placed, placed, 1),
        (placed + nanos(1), placed + nanos(1), 1),
        (placed + nanos(999_999), placed + nanos(999_999), 1),
        (placed + nanos(1_000_000), placed + nanos(1_000_000), 0),
        (placed - nanos(1), placed - nanos(1), 0),
        (placed + nanos(999_999), docket.running.now(), 2),
    ] {
        let ask = json!({"republish": {"from": from, "to": to}});
        let report = docket.running.invoke(RECONCILE, ask).await.unwrap();
        assert_eq!(report["republished"], expected, "{from} to {to}, placed at {placed}");
    }
}

#[tokio::test]
async fn days_are_recounted_on_demand() {
    let (docket, orders) = counted().await;
    docket.advance(CHECK_DELAY).await;
    let market = orders.iter().find(|order| order.seller.as_str() == "craft-market");
    miscount(&docket, market.unwrap(), 3, true).await;
    docket.advance(CHECK_DELAY).await;
    docket.advance(STREAM_RETENTION).await;
    docket.advance(STREAM_RETENTION).await;
    miscount(&docket, market.unwrap(), 4, true).await;
    let days = orders.iter().map(|order| order.placed_on);
    let (first, last) = (days.clone().min().unwrap(), days.max().unwrap());
    let ask = json!({"recount": {"from": first, "to": last}});
    let asked = docket.running.invoke(RECONCILE, ask).await.unwrap();
    assert!(asked.get("next").is_none(), "{asked}");
    // Each seller's one or two days are checked twice, and once more where a day was repaired.
    let mut reports = Vec::new();
    for _ in 0..3 {
        reports.push(run(&docket).await);
    }
    assert!(number(&reports[0], "recounted") >= 4, "{reports:?}");
    let repaired: u64 = reports.iter().map(|report| number(report, "repaired")).sum();
    assert_eq!(repaired, 1, "{reports:?}");
    Books::of(&orders).check(&docket.running.store()).await;
}

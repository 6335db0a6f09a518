//! What does not add up is found, told, and put right where it can be.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{Cell, Order};
use docket_store::{Saved, digest};
use docket_tests::{Desk, Person, filled, pickup};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::statistics::{books::Books, stream::record};

const RECONCILE: &str = "reconcile";
/// Until what has changed is looked at.
const LOOK: SignedDuration = SignedDuration::from_mins(181);
/// Until the stream has forgotten what it had.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(26);

type Item = HashMap<String, AttributeValue>;

async fn run(desk: &Desk) -> Value {
    desk.running.invoke(RECONCILE, json!({})).await.unwrap()
}

fn number(report: &Value, name: &str) -> u64 {
    report[name].as_u64().unwrap()
}

/// The items whose keys begin so.
async fn items(desk: &Desk, pk: &str, sk: &str) -> Vec<Item> {
    let scan = desk
        .running
        .client()
        .scan()
        .table_name(desk.running.table())
        .filter_expression("begins_with(pk, :pk) AND begins_with(sk, :sk)")
        .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()))
        .expression_attribute_values(":sk", AttributeValue::S(sk.to_owned()));
    scan.send().await.unwrap().items.unwrap_or_default()
}

/// Adds to a number, past everything that watches over it.
async fn add(desk: &Desk, item: &Item, name: &str, count: i64) {
    let update = desk.running.client().update_item().table_name(desk.running.table());
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

/// Orders of some hours that were placed and counted.
async fn counted() -> (Desk, Vec<Order>) {
    counted_of(200).await
}

/// So many, two minutes apart.
async fn counted_of(number: i32) -> (Desk, Vec<Order>) {
    let (desk, orders) = filled(number, SignedDuration::from_mins(2)).await;
    // Those that nobody confirmed are over by then.
    desk.advance(SignedDuration::from_mins(20)).await;
    let orders = again(&desk, &orders).await;
    (desk, orders)
}

/// Orders as they are now.
async fn again(desk: &Desk, orders: &[Order]) -> Vec<Order> {
    let mut now = Vec::new();
    for order in orders {
        now.push(desk.running.store().find_order(order.id).await.unwrap().unwrap());
    }
    now
}

/// Counts an order in a shard of its own: once more, or as if it had never
/// been.
async fn miscount(desk: &Desk, order: &Order, number: usize, more: bool) {
    let mut record = record(number, None, order);
    if !more {
        let change = record["dynamodb"].as_object_mut().unwrap();
        let image = change.remove("NewImage").unwrap();
        change.insert("OldImage".to_owned(), image);
    }
    let shard = format!("miscounted-{number}");
    let batch = json!({"Records": [record], "shardId": shard});
    desk.running.invoke("update-statistics", batch).await.unwrap();
}

#[tokio::test]
async fn where_everything_adds_up_nothing_is_found_and_nothing_written() {
    let (desk, orders) = counted().await;
    desk.advance(LOOK).await;
    // Nothing is left to be looked at, but for what was placed within a day.
    run(&desk).await;
    let before = desk.table().await;
    let report = run(&desk).await;
    for name in ["differing", "repaired", "republished"] {
        assert_eq!(number(&report, name), 0, "{report}");
    }
    assert!(number(&report, "products") >= 10, "{report}");
    desk.unchanged(&before).await;
    Books::of(&orders).check(&desk.running.store()).await;
}

#[tokio::test]
async fn a_wrong_counter_is_told_at_the_second_look_and_repaired_when_nothing_can_come_any_more() {
    let (desk, orders) = counted().await;
    let of = |seller: &str| orders.iter().find(|order| order.seller.as_str() == seller).unwrap();
    miscount(&desk, of("spice-kitchen"), 1, true).await;
    miscount(&desk, of("corner-shop"), 2, false).await;
    let books = Books::of(&orders);
    assert_ne!(Books::read(&desk.running.store(), &books).await, books);
    desk.advance(LOOK).await;
    let report = run(&desk).await;
    assert_eq!((number(&report, "differing"), number(&report, "repaired")), (2, 0), "{report}");
    assert_ne!(Books::read(&desk.running.store(), &books).await, books);
    desk.advance(FORGOTTEN).await;
    for _ in 0..3 {
        run(&desk).await;
    }
    books.check(&desk.running.store()).await;
    let report = run(&desk).await;
    assert_eq!((number(&report, "differing"), number(&report, "repaired")), (0, 0), "{report}");
}

#[tokio::test]
async fn a_difference_that_passes_is_none() {
    let (desk, _) = counted().await;
    let items = items(&desk, "K#spice-kitchen#", "D#").await;
    add(&desk, &items[0], "v", 3).await;
    desk.advance(LOOK).await;
    // Another one now.
    add(&desk, &items[0], "v", 1).await;
    assert_eq!(number(&run(&desk).await, "differing"), 0);
    add(&desk, &items[0], "v", -4).await;
    assert_eq!(number(&run(&desk).await, "differing"), 0);
}

/// Changes that never came out of the stream are missed by what they changed.
#[tokio::test]
async fn orders_that_were_never_counted_are_found_by_their_own_list() {
    // Without the journal a run looks for the newest 100, every quarter of an hour.
    let (desk, orders) = counted_of(100).await;
    for prefix in ["K#", "J#"] {
        for item in items(&desk, prefix, "").await {
            let delete = desk.running.client().delete_item().table_name(desk.running.table());
            let delete = delete.key("pk", item["pk"].clone()).key("sk", item["sk"].clone());
            delete.send().await.unwrap();
        }
    }
    desk.advance(SignedDuration::from_mins(10)).await;
    desk.advance(LOOK).await;
    let report = run(&desk).await;
    let cells: BTreeSet<_> = orders.iter().map(Order::cell).collect();
    assert_eq!(number(&report, "differing"), cells.len() as u64, "{report}");
    desk.advance(FORGOTTEN).await;
    for _ in 0..3 {
        run(&desk).await;
    }
    Books::of(&orders).check(&desk.running.store()).await;
}

#[tokio::test]
async fn a_large_day_is_counted_over_several_runs() {
    let (desk, orders) = filled(900, SignedDuration::from_secs(1)).await;
    let store = desk.running.store();
    let now = desk.running.now();
    let cell = orders
        .iter()
        .map(Order::cell)
        .max_by_key(|cell: &Cell| orders.iter().filter(|order| order.cell() == *cell).count());
    let cell = cell.unwrap();
    store.ask_recount(&cell, now).await.unwrap();
    // Asked for once more, it stays what it is.
    store.ask_recount(&cell, now + LOOK).await.unwrap();
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
        // Somebody who read it before is too late.
        assert_eq!(store.keep_recount(&recount).await.unwrap(), Saved::Stale);
    };
    assert!(runs >= 3, "{runs}");
    assert_eq!(digest(&difference), digest(&docket_domain::Tally::default()), "{difference:?}");
    assert!(store.recounts(now).await.unwrap().is_empty());
}

#[tokio::test]
async fn stock_that_does_not_add_up_is_told_and_left_as_it_is() {
    let desk = Desk::open().await;
    for at in 0..3 {
        let phone = format!("+1202555019{at}");
        let body = pickup("green-valley", &phone, &[("gv-honey", 2)]);
        let id = desk.order(&body).await.expect(201).text_at("/order/id");
        if at > 0 {
            desk.confirm(&id, &phone).await.expect(200);
        }
    }
    desk.running.settle().await.unwrap();
    assert_eq!(number(&run(&desk).await, "productsDiffering"), 0);
    let bucket = items(&desk, "P#gv-honey#", "S").await;
    add(&desk, &bucket[0], "av", -1).await;
    assert_eq!(number(&run(&desk).await, "productsDiffering"), 0, "at the first look");
    let report = run(&desk).await;
    assert_eq!(number(&report, "productsDiffering"), 1, "{report}");
    assert_eq!(items(&desk, "P#gv-honey#", "S").await[0]["av"], {
        let AttributeValue::N(before) = &bucket[0]["av"] else { panic!("no number") };
        AttributeValue::N((before.parse::<i64>().unwrap() - 1).to_string())
    });
    add(&desk, &bucket[0], "av", 1).await;
    run(&desk).await;
    assert_eq!(number(&run(&desk).await, "productsDiffering"), 0);
}

#[tokio::test]
async fn what_was_missed_is_published_once_more_with_the_ids_that_it_had() {
    let desk = Desk::open().await;
    let place = async |phone: &str| {
        let body = pickup("green-valley", phone, &[("gv-honey", 1)]);
        let id = desk.order(&body).await.expect(201).text_at("/order/id");
        desk.confirm(&id, phone).await.expect(200);
        desk.advance(SignedDuration::from_mins(5)).await;
        id
    };
    let before = place("+12025550195").await;
    let from = desk.running.now();
    let missed = place("+12025550196").await;
    let to = desk.running.now();
    // Times are kept in milliseconds, and so long a request may take.
    desk.advance(SignedDuration::from_secs(1)).await;
    let after = place("+12025550197").await;
    let ids = |of: &str| {
        let events = desk.running.events();
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
    let report = desk.running.invoke(RECONCILE, ask(from, to)).await.unwrap();
    assert_eq!(report["republished"], 2, "placed, and confirmed");
    assert!(report.get("next").is_none());
    assert_eq!(ids(&before), published[0]);
    assert_eq!(ids(&missed), [published[1].clone(), published[1].clone()].concat());
    assert_eq!(ids(&after), published[2]);
}

/// Times are kept in whole milliseconds: what happened within that of a bound
/// is published, however precise the bound is.
#[tokio::test]
async fn republishing_takes_all_of_the_millisecond_that_it_begins_and_ends_in() {
    let desk = Desk::open().await;
    let phone = "+12025550198";
    let body = pickup("green-valley", phone, &[("gv-honey", 1)]);
    let id = desk.order(&body).await.expect(201).text_at("/order/id");
    desk.advance(SignedDuration::from_mins(1)).await;
    desk.confirm(&id, phone).await.expect(200);
    desk.running.settle().await.unwrap();
    let admin = desk.sign_in(Person::Admin).await;
    let order = desk.read_order(&admin, &id).await.expect(200).at("/order");
    let placed: Timestamp = order["placedAt"].as_str().unwrap().parse().unwrap();
    let nanos = SignedDuration::from_nanos;
    for (from, to, expected) in [
        (placed, placed, 1),
        (placed + nanos(1), placed + nanos(1), 1),
        (placed + nanos(999_999), placed + nanos(999_999), 1),
        (placed + nanos(1_000_000), placed + nanos(1_000_000), 0),
        (placed - nanos(1), placed - nanos(1), 0),
        (placed + nanos(999_999), desk.running.now(), 2),
    ] {
        let ask = json!({"republish": {"from": from, "to": to}});
        let report = desk.running.invoke(RECONCILE, ask).await.unwrap();
        assert_eq!(report["republished"], expected, "{from} to {to}, placed at {placed}");
    }
}

#[tokio::test]
async fn days_are_counted_again_on_demand() {
    let (desk, orders) = counted().await;
    desk.advance(LOOK).await;
    let market = orders.iter().find(|order| order.seller.as_str() == "craft-market");
    miscount(&desk, market.unwrap(), 3, true).await;
    desk.advance(LOOK).await;
    desk.advance(FORGOTTEN).await;
    desk.advance(FORGOTTEN).await;
    miscount(&desk, market.unwrap(), 4, true).await;
    let days = orders.iter().map(|order| order.placed_on);
    let (first, last) = (days.clone().min().unwrap(), days.max().unwrap());
    let ask = json!({"recount": {"from": first, "to": last}});
    let asked = desk.running.invoke(RECONCILE, ask).await.unwrap();
    assert!(asked.get("next").is_none(), "{asked}");
    // Each seller's day or two, looked at twice, and once more where it was repaired.
    let mut reports = Vec::new();
    for _ in 0..3 {
        reports.push(run(&desk).await);
    }
    assert!(number(&reports[0], "recounted") >= 4, "{reports:?}");
    let repaired: u64 = reports.iter().map(|report| number(report, "repaired")).sum();
    assert_eq!(repaired, 1, "{reports:?}");
    Books::of(&orders).check(&desk.running.store()).await;
}

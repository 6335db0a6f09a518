//! Checks the exact cost of the members' notification feed. The most frequent request asks whether
//! it changed.

use docket_tests::{Docket, Person, pickup, world::BUYER};
use serde_json::json;

/// Round trips, read units and write units of a function so far, after all pending work has
/// finished.
async fn used(docket: &Docket, function: &str) -> [f64; 3] {
    docket.running.settle().await.unwrap();
    let all = docket.running.capacity();
    ["roundTrips", "readUnits", "writeUnits"]
        .map(|name| all["functions"][function][name].as_f64().unwrap_or(0.0))
}

fn difference(after: [f64; 3], before: [f64; 3]) -> [f64; 3] {
    [0, 1, 2].map(|at| after[at] - before[at])
}

#[tokio::test]
async fn unchanged_feed_costs_half_a_read_unit_and_a_full_read_three_calls() {
    let docket = Docket::open().await;
    let (staff, buyer) = (docket.sign_in(Person::Producer).await, docket.token(BUYER).await);
    for _ in 0..30 {
        let body = pickup("green-valley", BUYER, &[("gv-honey", 1)]);
        docket.post("/api/orders").bearer(&buyer).json(&body).send().await.expect(201);
    }
    docket.running.settle().await.unwrap();
    let ask = async |tag: &str| {
        let call = docket.get("/api/notifications").bearer(&staff).header("if-none-match", tag);
        call.send().await
    };
    // The first request with a token reads the revoked tokens.
    let tag = ask("\"x\"").await.expect(200).header("etag").to_owned();
    let before = used(&docket, "list-notifications").await;
    ask(&tag).await.expect(304);
    let poll = difference(used(&docket, "list-notifications").await, before);
    assert_eq!(poll, [1.0, 0.5, 0.0], "one query for one item, however many there are");

    let before = used(&docket, "list-notifications").await;
    let page = docket.get("/api/notifications").bearer(&staff).send().await.expect(200);
    let [trips, reads, writes] = difference(used(&docket, "list-notifications").await, before);
    assert_eq!((trips, writes), (3.0, 0.0), "the page, the mark and the count");
    assert!(reads <= 5.0, "{reads} RCU");

    let newest = page.at("/notifications/0/id");
    let before = used(&docket, "read-notifications").await;
    let mark = docket.post("/api/notifications/read").bearer(&staff).json(&json!({"upTo": newest}));
    mark.send().await.expect(200);
    let marked = difference(used(&docket, "read-notifications").await, before);
    // The first request with a token to this function reads the revoked tokens, too.
    assert!(marked[0] <= 4.0 && marked[1] <= 3.0 && marked[2] == 1.0, "{marked:?}");
}

#[tokio::test]
async fn feed_entry_costs_one_write_unit_and_other_events_none() {
    let docket = Docket::open().await;
    let (staff, buyer) = (docket.sign_in(Person::Producer).await, docket.token(BUYER).await);
    let body = pickup("green-valley", BUYER, &[("gv-honey", 1)]);
    let entries = async || {
        let page = docket.get("/api/notifications").bearer(&staff).send().await.expect(200);
        page.at("/notifications").as_array().unwrap().len()
    };
    // The buyer's phone is confirmed by signing in, so that the first message is claimed as all
    // others. No budget is counted.
    let place = async || {
        let before = used(&docket, "notify").await;
        let placed = docket.post("/api/orders").bearer(&buyer).json(&body).send().await;
        let cost = difference(used(&docket, "notify").await, before);
        (placed.expect(201).text_at("/order/id"), cost)
    };
    let (_, placing) = place().await;
    let (id, again) = place().await;
    assert_eq!(placing[0], again[0]);
    let before = (used(&docket, "notify").await, entries().await);
    docket.set_status(&staff, &id, "confirmed").await.expect(200);
    let moving = difference(used(&docket, "notify").await, before.0);
    assert_eq!(entries().await, before.1);
    assert_eq!(moving[2], 0.0, "by default an accepted order is no SMS");
    // The entry, the message's claim and mark, and the reads of the staff, who have no preferences.
    assert_eq!(difference(again, moving), [6.0, 2.5, 3.0]);
}

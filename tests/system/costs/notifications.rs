//! What the feed of members costs, to the unit: looking whether it changed is what is
//! done most.

use docket_tests::{Desk, Person, pickup, world::BUYER};
use serde_json::json;

/// Round trips, read units and write units of a function so far, when nothing is under way.
async fn used(desk: &Desk, function: &str) -> [f64; 3] {
    desk.running.settle().await.unwrap();
    let all = desk.running.capacity();
    ["roundTrips", "readUnits", "writeUnits"]
        .map(|name| all["functions"][function][name].as_f64().unwrap_or(0.0))
}

fn less(after: [f64; 3], before: [f64; 3]) -> [f64; 3] {
    [0, 1, 2].map(|at| after[at] - before[at])
}

#[tokio::test]
async fn an_unchanged_feed_costs_half_a_unit_and_reading_it_three_calls() {
    let desk = Desk::open().await;
    let (staff, buyer) = (desk.sign_in(Person::Producer).await, desk.token(BUYER).await);
    for _ in 0..30 {
        let body = pickup("green-valley", BUYER, &[("gv-honey", 1)]);
        desk.post("/api/orders").bearer(&buyer).json(&body).send().await.expect(201);
    }
    desk.running.settle().await.unwrap();
    let ask = async |tag: &str| {
        let call = desk.get("/api/notifications").bearer(&staff).header("if-none-match", tag);
        call.send().await
    };
    // What was revoked is read by the first request with a token.
    let tag = ask("\"x\"").await.expect(200).header("etag").to_owned();
    let before = used(&desk, "list-notifications").await;
    ask(&tag).await.expect(304);
    let poll = less(used(&desk, "list-notifications").await, before);
    assert_eq!(poll, [1.0, 0.5, 0.0], "one query for one item, however many there are");

    let before = used(&desk, "list-notifications").await;
    let page = desk.get("/api/notifications").bearer(&staff).send().await.expect(200);
    let [trips, reads, writes] = less(used(&desk, "list-notifications").await, before);
    assert_eq!((trips, writes), (3.0, 0.0), "the page, the mark and the count");
    assert!(reads <= 5.0, "{reads} RCU");

    let newest = page.at("/notifications/0/id");
    let before = used(&desk, "read-notifications").await;
    let mark = desk.post("/api/notifications/read").bearer(&staff).json(&json!({"upTo": newest}));
    mark.send().await.expect(200);
    let marked = less(used(&desk, "read-notifications").await, before);
    // The first request with a token reads what was revoked, here too.
    assert!(marked[0] <= 4.0 && marked[1] <= 3.0 && marked[2] == 1.0, "{marked:?}");
}

#[tokio::test]
async fn an_entry_costs_one_unit_and_an_event_that_makes_none_nothing() {
    let desk = Desk::open().await;
    let (staff, buyer) = (desk.sign_in(Person::Producer).await, desk.token(BUYER).await);
    let body = pickup("green-valley", BUYER, &[("gv-honey", 1)]);
    let entries = async || {
        let page = desk.get("/api/notifications").bearer(&staff).send().await.expect(200);
        page.at("/notifications").as_array().unwrap().len()
    };
    // The buyer signed in with the phone, so that the first message claims as always; nothing is counted.
    let place = async || {
        let before = used(&desk, "notify").await;
        let placed = desk.post("/api/orders").bearer(&buyer).json(&body).send().await;
        let cost = less(used(&desk, "notify").await, before);
        (placed.expect(201).text_at("/order/id"), cost)
    };
    let (_, placing) = place().await;
    let (id, again) = place().await;
    assert_eq!(placing[0], again[0]);
    let before = (used(&desk, "notify").await, entries().await);
    desk.set_status(&staff, &id, "confirmed").await.expect(200);
    let moving = less(used(&desk, "notify").await, before.0);
    assert_eq!(entries().await, before.1);
    assert_eq!(moving[2], 0.0, "by default an accepted order is no SMS");
    // The entry, the message's claim and mark; and the staff, who are listed and have chosen nothing.
    assert_eq!(less(again, moving), [6.0, 2.5, 3.0]);
}

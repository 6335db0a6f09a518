//! Repeated requests with an `Idempotency-Key`.

use std::collections::BTreeSet;

use docket_local::Options;
use docket_tests::{
    Docket, Person, Reply,
    books::Books,
    crowd::{count, guest, send_at_once},
    pickup,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde_json::json;

const HONEY: (&str, u64) = ("gv-honey", 200);

/// The time until five minutes before the next midnight in UTC.
fn until_shortly_before_midnight(now: Timestamp) -> SignedDuration {
    let now = now.to_zoned(TimeZone::UTC);
    let midnight = now.tomorrow().unwrap().start_of_day().unwrap();
    let wait = midnight.duration_since(&now) - SignedDuration::from_mins(5);
    if wait.is_negative() { wait + SignedDuration::from_hours(24) } else { wait }
}

/// Other texts of an equal JSON value are a repeat; other values are not.
#[tokio::test]
async fn repeat_is_compared_as_a_json_value() {
    let docket = Docket::open().await;
    let phone = guest(2);
    let body = |quantity: &str, name: &str| {
        format!(
            r#"{{"sellerId":"green-valley","items":[{{"productId":"gv-honey","quantity":{quantity}}}],
            "customer":{{"name":"{name}","phone":"{phone}"}},"fulfilment":{{"method":"pickup"}}}}"#
        )
    };
    let written = body("2", "Zoë");
    let value: serde_json::Value = serde_json::from_str(&written).unwrap();
    let backwards = format!(
        r#"{{"fulfilment":{},"customer":{{"phone":"{phone}","name":"Zoë"}},"items":{},"sellerId":"green-valley"}}"#,
        value["fulfilment"], value["items"]
    );
    let spellings = [
        written.clone(),
        value.to_string(),
        serde_json::to_string_pretty(&value).unwrap(),
        backwards,
        body("2", r"Zo\u00eb"),
        format!("\r\n {written}\n"),
    ];
    let send = async |body: String| {
        let call =
            docket.post("/api/orders").key("spelt").header("content-type", "application/json");
        call.body(body).send().await
    };
    let first = send(written).await.expect(201).text_at("/order/id");
    for spelling in spellings {
        let again = send(spelling.clone()).await.expect(201);
        assert!(replayed(&again), "{spelling}");
        assert_eq!(again.text_at("/order/id"), first, "{spelling}");
    }
    let before = docket.table().await;
    for other in [body("3", "Zoë"), body("2", "zoë")] {
        send(other).await.problem(422, "idempotency_key_reused");
    }
    docket.unchanged(&before).await;
}

fn replayed(reply: &Reply) -> bool {
    reply.header("idempotent-replayed") == "true"
}

/// The distinct ids in the replies.
fn ids(replies: &[Reply], pointer: &str) -> Vec<String> {
    let mut ids: Vec<_> = replies.iter().map(|reply| reply.text_at(pointer)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn hundred_concurrent_repeats_place_one_order_and_send_one_message() {
    let docket = Docket::open().await;
    docket.advance(until_shortly_before_midnight(docket.running.now())).await;
    let phone = guest(1);
    let body = pickup("green-valley", &phone, &[("gv-honey", 3)]);
    let call = || docket.post("/api/orders").key("breakfast").json(&body);

    let replies = send_at_once((0..100).map(|_| call())).await;
    assert_eq!(count(&replies, 201), 100);
    let all = ids(&replies, "/order/id");
    let [id] = all.as_slice() else { panic!("several orders: {all:?}") };
    assert_eq!(replies.iter().filter(|reply| !replayed(reply)).count(), 1);
    for reply in &replies {
        assert_eq!(reply.header("location"), format!("/api/orders/{id}"));
        assert_eq!(reply.at("/verification/required"), true);
    }
    let check = async || {
        let books = Books::check(&docket, &[HONEY]).await;
        assert_eq!((books.orders, books.held("gv-honey")), (1, 3));
        assert_eq!(docket.available("gv-honey").await, 197);
        docket.running.settle().await.unwrap();
        assert_eq!(docket.running.messages(Some(&phone)).len(), 1);
    };
    check().await;

    // The order's number keeps the day of placing when a repeat comes after midnight.
    let day = docket.running.now().to_zoned(TimeZone::UTC).date();
    docket.advance(SignedDuration::from_mins(6)).await;
    assert_ne!(docket.running.now().to_zoned(TimeZone::UTC).date(), day);
    let replies = send_at_once((0..20).map(|_| call())).await;
    assert!(replies.iter().all(|reply| reply.status == 201 && replayed(reply)));
    assert_eq!(ids(&replies, "/order/id"), all);
    check().await;

    let before = docket.table().await;
    let other = pickup("green-valley", &phone, &[("gv-honey", 4)]);
    let reused = docket.post("/api/orders").key("breakfast").json(&other).send().await;
    reused.problem(422, "idempotency_key_reused");
    docket.unchanged(&before).await;
    check().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_bodies_with_one_key_place_one_order() {
    let docket = Docket::open().await;
    let phone = guest(1);
    let bodies = [1, 2].map(|count| pickup("green-valley", &phone, &[("gv-honey", count)]));
    let calls = (0..60).map(|at| docket.post("/api/orders").key("twice").json(&bodies[at % 2]));
    let replies = send_at_once(calls.collect::<Vec<_>>()).await;
    assert_eq!((count(&replies, 201), count(&replies, 422)), (30, 30));
    for reply in replies.iter().filter(|reply| reply.status == 422) {
        reply.clone().problem(422, "idempotency_key_reused");
    }
    let placed: Vec<_> = replies.into_iter().filter(|reply| reply.status == 201).collect();
    assert_eq!(ids(&placed, "/order/id").len(), 1);
    assert_eq!(Books::check(&docket, &[HONEY]).await.orders, 1);
}

#[tokio::test]
async fn replay_shows_the_current_order() {
    let docket = Docket::open().await;
    let phone = guest(1);
    let body = pickup("green-valley", &phone, &[("gv-honey", 3)]);
    let call = || docket.post("/api/orders").key("once").json(&body);
    let first = call().send().await.expect(201);
    assert!(!replayed(&first));
    let id = first.text_at("/order/id");
    docket.confirm(&id, &phone).await.expect(200);

    let staff = docket.signed_in(Person::Producer).await;
    for (version, status) in [(2, "pending"), (3, "confirmed"), (4, "cancelled")] {
        if version > 2 {
            docket.set_status(&staff, &id, status).await.expect(200);
        }
        let before = docket.table().await;
        let again = call().send().await.expect(201);
        assert!(replayed(&again));
        assert_eq!(again.text_at("/order/id"), id);
        assert_eq!(again.at("/order/status"), status);
        assert_eq!(again.at("/order/version"), version);
        assert_eq!(again.at("/verification"), json!({"required": false}));
        docket.unchanged(&before).await;
    }
    let books = Books::check(&docket, &[HONEY]).await;
    assert_eq!((books.orders, docket.available("gv-honey").await), (1, 200));
}

#[tokio::test]
async fn replay_takes_no_stock_after_the_hold_ended() {
    let docket = Docket::open().await;
    let body = pickup("green-valley", &guest(1), &[("gv-honey", 3)]);
    let call = || docket.post("/api/orders").key("slow").json(&body);
    let id = call().send().await.expect(201).text_at("/order/id");
    docket.advance(SignedDuration::from_hours(30)).await;
    let again = call().send().await.expect(201);
    assert!(replayed(&again));
    assert_eq!((again.text_at("/order/id"), again.at("/order/status")), (id, json!("cancelled")));
    assert_eq!(docket.available("gv-honey").await, 200);
    assert_eq!(Books::check(&docket, &[HONEY]).await.orders, 1);
}

#[tokio::test]
async fn replay_is_answered_before_stock_is_checked() {
    let docket = Docket::open().await;
    let body = pickup("green-valley", &guest(1), &[("gv-honey", 200)]);
    let call = || docket.post("/api/orders").key("all").json(&body);
    call().send().await.expect(201);
    assert!(replayed(&call().send().await.expect(201)));
    assert_eq!(docket.available("gv-honey").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn replay_is_answered_before_limits_are_checked() {
    let options = Options { production_limits: true, ..Options::default() };
    let docket = Docket::with(options).await;
    let body = pickup("green-valley", &guest(1), &[("gv-honey", 1)]);
    let call = |key: &str| docket.post("/api/orders").key(key).json(&body);
    let mut placed = Vec::new();
    let refused = loop {
        let key = format!("key-{}", placed.len());
        let replies = send_at_once((0..30).map(|_| call(&key)).collect::<Vec<_>>()).await;
        if count(&replies, 201) == 0 {
            break replies;
        }
        assert_eq!((count(&replies, 201), ids(&replies, "/order/id").len()), (30, 1));
        placed.push((key, replies[0].text_at("/order/id")));
    };
    let before = docket.table().await;
    for reply in refused {
        reply.problem(429, "too_many_requests");
    }
    assert!(!placed.is_empty());
    for (key, id) in &placed {
        let again = call(key).send().await.expect(201);
        assert!(replayed(&again));
        assert_eq!(&again.text_at("/order/id"), id);
    }
    call("one more").send().await.problem(429, "too_many_requests");
    docket.unchanged(&before).await;
    assert_eq!(Books::check(&docket, &[HONEY]).await.orders, placed.len());
}

#[tokio::test]
async fn refused_order_does_not_use_its_key() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let body = pickup("green-valley", &guest(1), &[("gv-honey", 201)]);
    let call = || docket.post("/api/orders").key("patient").json(&body);
    call().send().await.problem(409, "insufficient_stock");
    let restock = json!({"change": 1, "reason": "one more"});
    docket
        .post("/api/products/gv-honey/stock")
        .bearer(&staff)
        .json(&restock)
        .send()
        .await
        .expect(200);
    assert!(!replayed(&call().send().await.expect(201)));
    assert!(replayed(&call().send().await.expect(201)));
    Books::check(&docket, &[HONEY]).await;
}

#[tokio::test]
async fn idempotency_keys_of_two_guests_are_separate() {
    let docket = Docket::open().await;
    let mut placed = Vec::new();
    for number in 1..=2 {
        let body = pickup("green-valley", &guest(number), &[("gv-honey", 1)]);
        let reply = docket.post("/api/orders").key("1").json(&body).send().await.expect(201);
        assert!(!replayed(&reply));
        placed.push(reply);
    }
    assert_eq!(ids(&placed, "/order/id").len(), 2);

    // Staff who order for a guest have a key space of their own.
    let staff = docket.signed_in(Person::Producer).await;
    let body = pickup("green-valley", &guest(1), &[("gv-honey", 1)]);
    let reply = docket.post("/api/orders").bearer(&staff).key("1").json(&body).send().await;
    assert!(!replayed(&reply.expect(201)));
    assert_eq!(Books::check(&docket, &[HONEY]).await.orders, 3);
}

#[tokio::test]
async fn idempotency_keys_of_different_routes_are_separate() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let product = json!({"name": "Mead", "price": 1_200, "stock": 9});
    let order = pickup("green-valley", &guest(1), &[("gv-honey", 1)]);
    let stock = json!({"change": 5, "reason": "harvest"});
    let mut made_ids = BTreeSet::new();
    for round in 0..2 {
        for (path, body) in [
            ("/api/products", &product),
            ("/api/orders", &order),
            ("/api/products/gv-honey/stock", &stock),
            ("/api/products/gv-eggs/stock", &stock),
        ] {
            let reply = docket.post(path).bearer(&staff).key("k").json(body).send().await;
            assert!(matches!(reply.status, 200 | 201), "{path}: {}", reply.text);
            assert_eq!(replayed(&reply), round == 1, "{path}");
            let made = [reply.text_at("/order/id"), reply.text_at("/product/id")].concat();
            made_ids.insert(made.rsplit('-').next().unwrap().to_owned());
        }
    }
    assert_eq!(made_ids.len(), 4, "{made_ids:?}");
    let books = Books::check(&docket, &[HONEY, ("gv-eggs", 300)]).await;
    assert_eq!(books.orders, 1);
    assert_eq!(docket.available("gv-honey").await, 204);
    assert_eq!(docket.available("gv-eggs").await, 305);
}

#[tokio::test(flavor = "multi_thread")]
async fn idempotency_key_is_remembered_after_other_orders_of_the_phone() {
    let docket = Docket::open().await;
    let body = pickup("green-valley", &guest(1), &[("gv-honey", 1)]);
    let call = |key: &str| docket.post("/api/orders").key(key).json(&body);
    let keys: Vec<_> = (0..15).map(|number| format!("key-{number}")).collect();
    let first = send_at_once(keys.iter().map(|key| call(key)).collect::<Vec<_>>()).await;
    assert_eq!((count(&first, 201), ids(&first, "/order/id").len()), (15, 15));
    for (key, first) in keys.iter().zip(&first) {
        let again = call(key).send().await.expect(201);
        assert_eq!(again.text_at("/order/id"), first.text_at("/order/id"), "{key}");
        assert!(replayed(&again));
    }
    let books = Books::check(&docket, &[HONEY]).await;
    assert_eq!((books.orders, books.held("gv-honey")), (15, 15));
}

#[tokio::test]
async fn requests_without_a_key_place_separate_orders() {
    let docket = Docket::open().await;
    let body = pickup("green-valley", &guest(1), &[("gv-honey", 1)]);
    let replies = [docket.order(&body).await, docket.order(&body).await];
    assert_eq!((count(&replies, 201), ids(&replies, "/order/id").len()), (2, 2));
    assert!(!replies.iter().any(replayed));
    Books::check(&docket, &[HONEY]).await;
}

#[tokio::test]
async fn order_is_refused_when_its_idempotency_key_is_malformed() {
    let docket = Docket::open().await;
    let before = docket.table().await;
    let body = pickup("green-valley", &guest(1), &[("gv-honey", 1)]);
    for key in [String::new(), "k".repeat(256)] {
        let refused = docket.post("/api/orders").key(&key).json(&body).send().await;
        let refused = refused.problem(400, "invalid_request");
        assert_eq!(refused.at("/errors/0/parameter"), "Idempotency-Key");
    }
    docket.unchanged(&before).await;
    let longest = "k".repeat(255);
    docket.post("/api/orders").key(&longest).json(&body).send().await.expect(201);
}

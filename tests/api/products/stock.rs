//! Restocking products and writing stock off.

use docket_tests::{
    Call, Docket, Person,
    books::Books,
    crowd::{count, guest, send_at_once},
    pickup,
};
use serde_json::{Value, json};

async fn add(docket: &Docket, stock: u32, buckets: u32) -> (String, String) {
    let staff = docket.signed_in(Person::Producer).await;
    let body = json!({"name": "Wax", "price": 700, "stock": stock, "stockBuckets": buckets});
    let id = docket.add_product(&staff, &body).await;
    (staff, id)
}

fn adjust(docket: &Docket, token: &str, product: &str, change: i64) -> Call {
    let call = docket.post(&format!("/api/products/{product}/stock")).bearer(token);
    call.json(&json!({"change": change, "reason": "count"}))
}

#[tokio::test]
async fn stock_is_restocked_and_written_off() {
    let docket = Docket::open().await;
    for buckets in [1, 6] {
        let (staff, wax) = add(&docket, 10, buckets).await;
        let reply = adjust(&docket, &staff, &wax, 15).send().await.expect(200);
        assert_eq!(reply.at("/product/available"), 25);
        let reply = adjust(&docket, &staff, &wax, -24).send().await.expect(200);
        assert_eq!(reply.at("/product/available"), 1);
        assert_eq!(
            reply.at("/product/stock"),
            json!({
                "available": 1, "received": 25, "writtenOff": 24, "taken": 0, "returned": 0,
                "buckets": buckets,
            })
        );
        let before = docket.table().await;
        let short =
            adjust(&docket, &staff, &wax, -2).send().await.problem(409, "insufficient_stock");
        let issue = short.at("/stockIssues/0");
        assert_eq!((&issue["productId"], &issue["productName"]), (&json!(wax), &json!("Wax")));
        assert_eq!((&issue["requested"], &issue["available"]), (&json!(2), &json!(1)));
        docket.unchanged(&before).await;
        adjust(&docket, &staff, &wax, -1).send().await.expect(200);
        Books::check(&docket, &[(&wax, 10)]).await;
    }
}

#[tokio::test]
async fn stock_is_adjusted_by_the_sellers_staff_and_admins_only() {
    let docket = Docket::open().await;
    let buyer = docket.token(&guest(1)).await;
    let (shop, driver) =
        (docket.signed_in(Person::Shop).await, docket.signed_in(Person::Driver).await);
    let admin = docket.signed_in(Person::Admin).await;
    let before = docket.table().await;
    for token in [&buyer, &shop, &driver] {
        for change in [5, -5] {
            adjust(&docket, token, "gv-honey", change).send().await.problem(403, "forbidden");
        }
    }
    adjust(&docket, &driver, "sk-thali", 5).send().await.problem(403, "forbidden");
    let body = json!({"change": 5, "reason": "count"});
    let unknown = docket.post("/api/products/gv-honey/stock").json(&body).send().await;
    unknown.problem(401, "unauthenticated");
    adjust(&docket, &admin, "gv-nothing", 5).send().await.problem(404, "not_found");
    docket.unchanged(&before).await;
    adjust(&docket, &admin, "gv-honey", 5).send().await.expect(200);
    Books::check(&docket, &[("gv-honey", 200)]).await;
}

#[tokio::test]
async fn adjustment_is_refused_with_a_pointer_when_out_of_range() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let before = docket.table().await;
    for (pointer, change, reason) in [
        ("/change", json!(0), json!("why")),
        ("/change", json!(100_000_001), json!("why")),
        ("/change", json!(-100_000_001), json!("why")),
        ("/change", json!(i64::MAX), json!("why")),
        ("/change", json!(i64::MIN), json!("why")),
        ("/change", json!(u64::MAX), json!("why")),
        ("/change", json!(1e300), json!("why")),
        ("/change", json!(0.5), json!("why")),
        ("/change", json!("5"), json!("why")),
        ("/reason", json!(5), json!("")),
        ("/reason", json!(5), json!("r".repeat(256))),
        ("/reason", json!(5), json!(5)),
    ] {
        let body = json!({"change": change, "reason": reason});
        let call = docket.post("/api/products/gv-honey/stock").bearer(&staff).json(&body);
        let refused = call.send().await.problem(400, "invalid_request");
        assert_eq!(refused.at("/errors/0/pointer"), pointer, "{}", refused.text);
    }
    let body = json!({"change": -100_000_000, "reason": "r".repeat(255)});
    let call = docket.post("/api/products/gv-honey/stock").bearer(&staff).json(&body);
    call.send().await.problem(409, "insufficient_stock");
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn largest_adjustments_are_added() {
    let docket = Docket::open().await;
    let (staff, wax) = add(&docket, 100_000_000, 3).await;
    for _ in 0..50 {
        adjust(&docket, &staff, &wax, 100_000_000).send().await.expect(200);
    }
    // A quantity of more than 32 bits in one stock item.
    docket.order(&pickup("green-valley", &guest(1), &[(&wax, 10_000)])).await.expect(201);
    adjust(&docket, &staff, &wax, -100_000_000).send().await.expect(200);
    assert_eq!(docket.available(&wax).await, 4_999_990_000);
    Books::check(&docket, &[(&wax, 100_000_000)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hundred_concurrent_repeats_adjust_stock_once() {
    let docket = Docket::open().await;
    for buckets in [1, 6] {
        let (staff, wax) = add(&docket, 10, buckets).await;
        for (change, available) in [(5, 15), (-12, 3)] {
            let key = format!("{change}");
            let call = || adjust(&docket, &staff, &wax, change).key(&key);
            let replies = send_at_once((0..100).map(|_| call()).collect::<Vec<_>>()).await;
            assert_eq!(
                count(&replies, 200),
                100,
                "{:?}",
                replies.iter().find(|it| it.status != 200)
            );
            let first = replies.iter().filter(|it| it.header("idempotent-replayed").is_empty());
            assert_eq!(first.count(), 1);
            assert_eq!(docket.available(&wax).await, available);

            // The remaining stock is too small for a second write-off.
            let before = docket.table().await;
            let again = call().send().await.expect(200);
            assert_eq!(again.header("idempotent-replayed"), "true");
            for other in [1, -2, -50] {
                let reused = adjust(&docket, &staff, &wax, other).key(&key).send().await;
                reused.problem(422, "idempotency_key_reused");
            }
            docket.unchanged(&before).await;
        }
        Books::check(&docket, &[(&wax, 10)]).await;
    }
}

#[tokio::test]
async fn adjustment_is_recognized_as_a_repeat_after_a_day() {
    let docket = Docket::open().await;
    let (staff, wax) = add(&docket, 10, 1).await;
    adjust(&docket, &staff, &wax, 5).key("monday").send().await.expect(200);
    docket.advance(jiff::SignedDuration::from_hours(40)).await;
    let staff = docket.signed_in(Person::Producer).await;
    let again = adjust(&docket, &staff, &wax, 5).key("monday").send().await.expect(200);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(docket.available(&wax).await, 15);
    adjust(&docket, &staff, &wax, 5).key("tuesday").send().await.expect(200);
    assert_eq!(docket.available(&wax).await, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_is_never_negative_under_concurrent_write_offs_and_orders() {
    let docket = Docket::open().await;
    for buckets in [1, 4] {
        let (staff, wax) = add(&docket, 100, buckets).await;
        let orders = (0..100).map(|number| {
            docket.post("/api/orders").json(&pickup("green-valley", &guest(number), &[(&wax, 1)]))
        });
        let write_offs = (0..100).map(|_| adjust(&docket, &staff, &wax, -1));
        let mut calls = Vec::new();
        for (order, write_off) in orders.zip(write_offs) {
            calls.extend([order, write_off]);
        }
        let replies = send_at_once(calls).await;
        let (placed, written_off) = (count(&replies, 201), count(&replies, 200));
        assert_eq!(placed + written_off, 100, "{placed} placed and {written_off} written off");
        for reply in replies.into_iter().filter(|reply| reply.status >= 300) {
            let issue: Value = reply.problem(409, "insufficient_stock").at("/stockIssues/0");
            assert_eq!((&issue["requested"], &issue["available"]), (&json!(1), &json!(0)));
        }
        assert_eq!(docket.available(&wax).await, 0);
        let books = Books::check(&docket, &[(&wax, 100)]).await;
        assert_eq!(books.held(&wax), placed as u64);
    }
}

#[tokio::test]
async fn adjustments_are_listed_newest_first_with_actor_and_reason() {
    let docket = Docket::open().await;
    let (staff, wax) = add(&docket, 10, 6).await;
    let path = format!("/api/products/{wax}/stock/changes");
    let empty = docket.get(&path).bearer(&staff).send().await.expect(200);
    assert_eq!(empty.at("/changes"), json!([]));
    for (change, reason) in [(15, "a crate"), (-4, "mice"), (2, "found")] {
        let body = json!({"change": change, "reason": reason});
        let call = docket.post(&format!("/api/products/{wax}/stock")).bearer(&staff);
        call.json(&body).send().await.expect(200);
        docket.advance(jiff::SignedDuration::from_secs(1)).await;
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = docket.get(&format!("{path}?limit=2{cursor}")).bearer(&staff).send().await;
        let page = page.expect(200);
        seen.extend(page.at("/changes").as_array().unwrap().clone());
        let Some(next) = page.at("/pagination/nextCursor").as_str().map(str::to_owned) else {
            break;
        };
        cursor = format!("&cursor={next}");
    }
    let said: Vec<_> = seen.iter().map(|it| (it["change"].clone(), it["reason"].clone())).collect();
    let expected = [(2, "found"), (-4, "mice"), (15, "a crate")];
    assert_eq!(said, expected.map(|(change, reason)| (json!(change), json!(reason))));
    for change in &seen {
        assert_eq!(change["by"]["role"], "seller");
        assert!(change["by"]["name"].is_string() && change["at"].is_string(), "{change}");
    }
    let stranger = docket.signed_in(Person::Shop).await;
    docket.get(&path).bearer(&stranger).send().await.problem(403, "forbidden");
    docket.get(&path).send().await.problem(401, "unauthenticated");
}

//! Products whose stock is spread over several items.

use docket_tests::{
    Call, Docket, Person,
    books::Books,
    crowd::{at_once, guest, placed_or_out_of_stock, send_at_once},
    pickup,
};
use serde_json::json;

async fn add(docket: &Docket, stock: u32, buckets: u32) -> String {
    let staff = docket.signed_in(Person::Producer).await;
    let body = json!({"name": "Cider", "price": 700, "stock": stock, "stockBuckets": buckets});
    docket.add_product(&staff, &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_guests_buy_exactly_100_units_in_8_buckets() {
    let docket = Docket::open().await;
    let cider = add(&docket, 100, 8).await;
    let calls: Vec<_> = (0..2_000)
        .map(|number| pickup("green-valley", &guest(number), &[(&cider, 1)]))
        .map(|body| docket.post("/api/orders").json(&body))
        .collect();
    let (placed, short) = placed_or_out_of_stock(&send_at_once(calls).await);
    assert_eq!((placed.len(), short.len()), (100, 1_900));
    assert!(short.iter().all(|issues| issues[0]["available"] == 0));
    let books = Books::check(&docket, &[(&cider, 100)]).await;
    assert_eq!((books.orders, books.held(&cider)), (100, 100));
    assert_eq!(books.available(&cider), [0; 8]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_guests_for_3_units_leave_fewer_than_3_in_20_buckets() {
    let docket = Docket::open().await;
    let cider = add(&docket, 100, 20).await;
    let calls: Vec<_> = (0..2_000)
        .map(|number| pickup("green-valley", &guest(number), &[(&cider, 3)]))
        .map(|body| docket.post("/api/orders").json(&body))
        .collect();
    let (placed, short) = placed_or_out_of_stock(&send_at_once(calls).await);
    assert_eq!((placed.len(), short.len()), (33, 1_967));
    assert!(short.iter().all(|issues| issues[0]["available"] == 1));
    let books = Books::check(&docket, &[(&cider, 100)]).await;
    assert_eq!((books.orders, books.held(&cider)), (33, 99));
}

#[tokio::test(flavor = "multi_thread")]
async fn last_units_are_sold_from_any_bucket() {
    let docket = Docket::open().await;
    // One unit in each item and one guest for each unit: every guest must find one.
    let cider = add(&docket, 20, 20).await;
    let calls: Vec<_> = (0..20)
        .map(|number| pickup("green-valley", &guest(number), &[(&cider, 1)]))
        .map(|body| docket.post("/api/orders").json(&body))
        .collect();
    let (placed, short) = placed_or_out_of_stock(&send_at_once(calls).await);
    assert_eq!((placed.len(), short.len()), (20, 0));
    let books = Books::check(&docket, &[(&cider, 20)]).await;
    assert_eq!(books.available(&cider), [0; 20]);
}

#[tokio::test]
async fn large_line_takes_from_several_buckets_and_returns_to_them() {
    let docket = Docket::open().await;
    let cider = add(&docket, 100, 8).await;
    let spread = Books::read(&docket).await.available(&cider);
    assert_eq!(spread, [13, 13, 13, 13, 12, 12, 12, 12]);

    let body = pickup("green-valley", &guest(1), &[(&cider, 60)]);
    let id = docket.order(&body).await.expect(201).text_at("/order/id");
    let books = Books::check(&docket, &[(&cider, 100)]).await;
    assert_eq!(books.available(&cider).iter().sum::<u64>(), 40);

    let refused = docket.order(&pickup("green-valley", &guest(2), &[(&cider, 41)])).await;
    let issues = refused.problem(409, "insufficient_stock").at("/stockIssues");
    assert_eq!(issues[0]["available"], 40);

    let staff = docket.signed_in(Person::Producer).await;
    docket.set_status(&staff, &id, "cancelled").await.expect(200);
    let books = Books::check(&docket, &[(&cider, 100)]).await;
    assert_eq!(books.available(&cider), spread, "back where it came from");

    docket.order(&pickup("green-valley", &guest(3), &[(&cider, 100)])).await.expect(201);
    let books = Books::check(&docket, &[(&cider, 100)]).await;
    assert_eq!(books.available(&cider), [0; 8]);
}

#[tokio::test]
async fn expired_hold_returns_stock_to_its_buckets() {
    let docket = Docket::open().await;
    let cider = add(&docket, 20, 8).await;
    let spread = Books::read(&docket).await.available(&cider);
    docket.order(&pickup("green-valley", &guest(1), &[(&cider, 17)])).await.expect(201);
    docket.advance(jiff::SignedDuration::from_mins(16)).await;
    let books = Books::check(&docket, &[(&cider, 20)]).await;
    assert_eq!(books.available(&cider), spread);
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_large_lines_are_placed_while_stock_suffices() {
    let docket = Docket::open().await;
    let cider = add(&docket, 96, 8).await;
    // Twelve times eight is the whole stock, so each of these must be placed.
    let calls: Vec<_> = (0..12)
        .map(|number| pickup("green-valley", &guest(number), &[(&cider, 8)]))
        .map(|body| docket.post("/api/orders").json(&body))
        .collect();
    let (placed, _) = placed_or_out_of_stock(&send_at_once(calls).await);
    assert_eq!(placed.len(), 12);
    let books = Books::check(&docket, &[(&cider, 96)]).await;
    assert_eq!(books.available(&cider), [0; 8]);
}

#[tokio::test(flavor = "multi_thread")]
async fn buckets_are_consistent_after_orders_cancellations_and_adjustments() {
    let docket = Docket::open().await;
    let cider = add(&docket, 200, 8).await;
    let staff = docket.signed_in(Person::Producer).await;
    let mut orders = Vec::new();
    for number in 0..20 {
        let body = pickup("green-valley", &guest(number), &[(&cider, 1 + number)]);
        let reply = docket.order(&body).await;
        if reply.status == 201 {
            orders.push(reply.text_at("/order/id"));
        }
    }
    let path = format!("/api/products/{cider}/stock");
    let place = (100..160).map(|number| {
        docket.post("/api/orders").json(&pickup("green-valley", &guest(number), &[(&cider, 3)]))
    });
    let cancel = orders.iter().map(|id| {
        let call = docket.patch(&format!("/api/orders/{id}/status"));
        call.bearer(&staff).json(&json!({"status": "cancelled"}))
    });
    let adjust = (0..40).map(|number| {
        let change = if number % 2 == 0 { -2 } else { 3 };
        docket.post(&path).bearer(&staff).json(&json!({"change": change, "reason": "count"}))
    });
    let calls: Vec<_> = place.chain(cancel).chain(adjust).collect();
    let replies = at_once(calls.into_iter().map(Call::send)).await;
    for reply in &replies {
        assert!(matches!(reply.status, 200 | 201 | 409), "{}", reply.text);
        if reply.status == 409 {
            reply.clone().problem(409, "insufficient_stock");
        }
    }
    Books::check(&docket, &[(&cider, 200)]).await;
}

#[tokio::test]
async fn cart_is_refused_when_its_stock_items_exceed_a_transaction() {
    let docket = Docket::open().await;
    let mut products = Vec::new();
    for _ in 0..6 {
        products.push(add(&docket, 20, 20).await);
    }
    let before = docket.table().await;
    let lines: Vec<_> = products.iter().map(|id| (id.as_str(), 20)).collect();
    let refused = docket.order(&pickup("green-valley", &guest(1), &lines)).await;
    refused.problem(400, "invalid_request");
    docket.unchanged(&before).await;
    // Four of these products have 80 stock items.
    docket.order(&pickup("green-valley", &guest(1), &lines[..4])).await.expect(201);
    let stocked: Vec<_> = products.iter().map(|id| (id.as_str(), 20)).collect();
    Books::check(&docket, &stocked).await;
}

//! Two thousand guests order concurrently, and stock is never oversold.

use std::collections::BTreeMap;

use docket_tests::{
    Docket, Person,
    books::Books,
    crowd::{guest, placed_or_out_of_stock, send_at_once},
    pickup,
};
use jiff::SignedDuration;
use serde_json::{Value, json};

const GUESTS: u32 = 2_000;

#[tokio::test(flavor = "multi_thread")]
async fn placing_sells_exactly_the_stock_when_two_thousand_guests_race() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let body = json!({"name": "Truffle", "price": 9_900, "stock": 100});
    let truffle = docket.add_product(&staff, &body).await;
    let calls: Vec<_> = (0..GUESTS)
        .map(|number| pickup("green-valley", &guest(number), &[(&truffle, 1)]))
        .map(|body| docket.post("/api/orders").json(&body))
        .collect();
    let (placed, short) = placed_or_out_of_stock(&send_at_once(calls).await);
    assert_eq!((placed.len(), short.len()), (100, 1_900));
    for issues in short {
        assert_eq!(issues[0]["productId"], truffle.as_str());
        assert_eq!((&issues[0]["requested"], &issues[0]["available"]), (&json!(1), &json!(0)));
    }
    assert_eq!(docket.available(&truffle).await, 0);
    let books = Books::check(&docket, &[(&truffle, 100)]).await;
    assert_eq!((books.orders, books.held(&truffle)), (100, 100));

    // Each guest with an order gets one code, and nobody else gets any.
    docket.running.settle().await.unwrap();
    let mut phones: Vec<_> = docket.running.messages(None).into_iter().map(|it| it.to).collect();
    phones.retain(|phone| phone.starts_with("+12022"));
    phones.sort_unstable();
    let mut winners: Vec<_> = placed.iter().map(|it| it["customer"]["phone"].clone()).collect();
    winners.sort_unstable_by_key(ToString::to_string);
    assert_eq!(phones, winners);
}

/// The products and quantities that a guest orders: 1 to 5 lines.
fn cart(number: u32, products: &[String]) -> Vec<(&str, u32)> {
    // A reproducible pseudo-random sequence.
    let mut state = number.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    let lines = 1 + next(5);
    (0..lines).map(|_| (products[next(20) as usize].as_str(), 1 + next(3))).collect()
}

fn sums(lines: &[(&str, u32)]) -> BTreeMap<String, u64> {
    let mut sums = BTreeMap::new();
    for (product, count) in lines {
        *sums.entry((*product).to_owned()).or_default() += u64::from(*count);
    }
    sums
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_of_twenty_products_adds_up_when_mixed_carts_race() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let mut products = Vec::new();
    let mut stocks = Vec::new();
    for number in 0..20_u32 {
        let stock = 40 + 5 * number;
        let buckets = if number % 4 == 3 { 4 } else { 1 };
        let name = format!("Jam {number}");
        let body = json!({"name": name, "price": 300, "stock": stock, "stockBuckets": buckets});
        products.push(docket.add_product(&staff, &body).await);
        stocks.push(u64::from(stock));
    }
    let stocked: Vec<_> = products.iter().map(String::as_str).zip(stocks).collect();
    let carts: Vec<_> = (0..GUESTS).map(|number| cart(number, &products)).collect();
    let calls: Vec<_> = (0..)
        .zip(&carts)
        .map(|(number, cart)| pickup("green-valley", &guest(number), cart))
        .map(|body| docket.post("/api/orders").json(&body))
        .collect();
    let replies = send_at_once(calls).await;
    let (placed, short) = placed_or_out_of_stock(&replies);
    assert!(placed.len() > 200 && short.len() > 1_000, "{} and {}", placed.len(), short.len());

    // Every order exists and holds exactly the quantities that were requested.
    let books = Books::check(&docket, &stocked).await;
    assert_eq!(books.orders, placed.len());
    let mut wanted: BTreeMap<String, u64> = BTreeMap::new();
    for (cart, _) in carts.iter().zip(&replies).filter(|(_, reply)| reply.status == 201) {
        for (product, count) in sums(cart) {
            *wanted.entry(product).or_default() += count;
        }
    }
    assert_eq!(books.held, wanted);

    // No stock was returned meanwhile, so the refused orders still could not be placed.
    let mut rest: BTreeMap<String, u64> = BTreeMap::new();
    for product in &products {
        rest.insert(product.clone(), docket.available(product).await);
    }
    for (cart, reply) in carts.iter().zip(&replies).filter(|(_, reply)| reply.status == 409) {
        let cart = sums(cart);
        for issue in reply.at("/stockIssues").as_array().unwrap() {
            let product = issue["productId"].as_str().unwrap();
            let there = issue["available"].as_u64().unwrap();
            assert_eq!(issue["requested"], cart[product], "{issue}");
            assert!(there < cart[product] && rest[product] <= there, "{issue}");
        }
    }

    move_orders_on(&docket, &placed, &stocked).await;
}

/// Confirms some of the orders, and completes or stops some of those; the others expire. Checks the
/// stock accounting after each step.
async fn move_orders_on(docket: &Docket, placed: &[Value], stocked: &[(&str, u64)]) {
    let id = |order: &Value| order["id"].as_str().unwrap().to_owned();
    let mut confirmed = Vec::new();
    for order in placed.iter().step_by(8) {
        let phone = order["customer"]["phone"].as_str().unwrap();
        docket.confirm(&id(order), phone).await.expect(200);
        confirmed.push(id(order));
    }
    Books::check(docket, stocked).await;

    docket.advance(SignedDuration::from_mins(16)).await;
    let books = Books::check(docket, stocked).await;
    let items = |order: &Value| -> u64 {
        let items = order["items"].as_array().unwrap();
        items.iter().map(|item| item["quantity"].as_u64().unwrap()).sum()
    };
    let kept: u64 = placed.iter().step_by(8).map(items).sum();
    assert_eq!(books.held.values().sum::<u64>(), kept, "unconfirmed orders gave theirs back");

    let staff = docket.signed_in(Person::Producer).await;
    let ends: [&[&str]; 4] = [
        &["confirmed", "preparing", "ready", "completed"],
        &["cancelled"],
        &["confirmed", "preparing", "ready", "cancelled"],
        &["confirmed", "preparing"],
    ];
    for (order, statuses) in confirmed.iter().zip(ends.iter().cycle()) {
        for status in *statuses {
            docket.set_status(&staff, order, status).await.expect(200);
        }
    }
    let books = Books::check(docket, stocked).await;
    let sum = |which: [usize; 2]| -> u64 {
        let confirmed = placed.iter().step_by(8).enumerate();
        confirmed.filter(|(at, _)| which.contains(&(at % 4))).map(|(_, order)| items(order)).sum()
    };
    // Stopping a finished order does not return its stock.
    assert_eq!(books.sold.values().sum::<u64>(), sum([0, 2]));
    assert_eq!(books.held.values().sum::<u64>(), sum([3, 3]));
}

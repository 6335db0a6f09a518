//! The language of an order, in which its buyer gets messages.

use docket_tests::{
    Docket, Person, pickup,
    world::{
        BUYER,
        parts::{Shop, ids, three},
    },
};
use serde_json::{Value, json};

/// The language that an administrator reads in an order.
async fn language(docket: &Docket, order: &str) -> Value {
    let admin = docket.signed_in(Person::Admin).await;
    docket.read_order(&admin, order).await.expect(200).at("/order/language")
}

#[tokio::test]
async fn order_keeps_the_language_of_its_request() {
    let world = Shop::open().await;
    let body = pickup("corner-shop", BUYER, &[("cs-coffee", 1)]);
    let call = world.docket.post("/api/orders").bearer(&world.buyer).json(&body);
    let asked = call.header("accept-language", "fr;q=0.5, de-at, en;q=0.8, *;q=0.1");
    let placed = asked.send().await.expect(201);
    assert_eq!(placed.at("/order/language"), Value::Null, "a buyer knows it");
    let id = placed.text_at("/order/id");
    for token in [&world.staff, &world.admin] {
        let read = world.docket.read_order(token, &id).await.expect(200);
        assert_eq!(read.at("/order/language"), "de-AT");
    }
    let list = world.docket.get("/api/orders?sellerId=corner-shop").bearer(&world.staff);
    assert_eq!(list.send().await.expect(200).at("/orders/0/language"), "de-AT");
    let own = world.docket.read_order(&world.buyer, &id).await.expect(200);
    assert_eq!(own.at("/order/language"), Value::Null);
    // The language is kept when a request in another language changes the order.
    let change = json!({"notes": "Ring twice"});
    let changed = world.docket.call("PUT", &format!("/api/orders/{id}")).bearer(&world.staff);
    changed.header("accept-language", "en").json(&change).send().await.expect(200);
    assert_eq!(language(&world.docket, &id).await, "de-AT");
}

#[tokio::test]
async fn guest_order_keeps_its_language_when_confirmed() {
    let docket = Docket::open().await;
    let body = pickup("corner-shop", BUYER, &[("cs-coffee", 1)]);
    let call = docket.post("/api/orders").header("accept-language", "zh-hant-tw").json(&body);
    let id = call.send().await.expect(201).text_at("/order/id");
    docket.confirm(&id, BUYER).await.expect(200);
    assert_eq!(language(&docket, &id).await, "zh-Hant-TW");
}

#[tokio::test]
async fn order_has_no_language_when_the_header_names_none_supported() {
    let world = Shop::open().await;
    let long = format!("de{}", ",de".repeat(200));
    for header in ["", "*", "de;q=0", "de;q=2", "german", "de-u-co-phonebk", ";;,,", &long] {
        let body = pickup("corner-shop", BUYER, &[("cs-coffee", 1)]);
        let call = world.docket.post("/api/orders").bearer(&world.staff).json(&body);
        let placed = call.header("accept-language", header).send().await.expect(201);
        assert_eq!(placed.at("/order/language"), Value::Null, "{header}");
    }
    let id = world.placed(&[("cs-coffee", 1)]).await;
    assert_eq!(language(&world.docket, &id).await, Value::Null, "without a header");
}

#[tokio::test]
async fn repeated_order_keeps_its_first_language() {
    let world = Shop::open().await;
    let body = pickup("corner-shop", BUYER, &[("cs-coffee", 1)]);
    let send = |language: &str| {
        let call = world.docket.post("/api/orders").bearer(&world.buyer).key("once");
        call.header("accept-language", language).json(&body).send()
    };
    let id = send("de").await.expect(201).text_at("/order/id");
    let before = world.docket.table().await;
    let again = send("en").await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.text_at("/order/id"), id);
    world.docket.unchanged(&before).await;
    assert_eq!(language(&world.docket, &id).await, "de");
}

#[tokio::test]
async fn each_order_of_a_checkout_has_the_requests_language() {
    let world = Shop::open().await;
    let call = world.docket.post("/api/checkouts").header("accept-language", "de");
    let orders = ids(&call.json(&three(BUYER)).send().await.expect(201));
    assert_eq!(orders.len(), 3);
    for id in orders {
        assert_eq!(language(&world.docket, &id).await, "de");
    }
}

#[tokio::test]
async fn split_order_keeps_the_language_and_merged_order_takes_the_first() {
    let world = Shop::open().await;
    let place = async |language: &str| {
        let body = pickup("corner-shop", BUYER, &[("cs-coffee", 2)]);
        let call = world.docket.post("/api/orders").bearer(&world.buyer).json(&body);
        call.header("accept-language", language).send().await.expect(201).text_at("/order/id")
    };
    let [open, german, french] = [place("*").await, place("de").await, place("fr").await];
    let part = json!([{"productId": "cs-coffee", "quantity": 1}]);
    let split = world.split(&world.staff, &german, part).await.expect(201);
    assert_eq!(split.at("/order/language"), "de");
    assert_eq!(split.at("/splitOrder/language"), "de");
    let merged = world.merge(&world.staff, &[&open, &german, &french]).await.expect(200);
    assert_eq!(merged.at("/order/language"), "de");
    assert_eq!(
        language(&world.docket, &french).await,
        "fr",
        "what went into another keeps its own"
    );
}

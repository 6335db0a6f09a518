//! Changing a product in the catalogue.

use docket_tests::{Docket, Person, Reply, pickup};
use serde_json::{Value, json};

const HONEY: &str = "/api/products/gv-honey";

async fn change(docket: &Docket, token: &str, body: &Value) -> Reply {
    docket.patch(HONEY).bearer_if(token).json(body).send().await
}

#[tokio::test]
async fn update_of_a_product_changes_the_named_fields_only() {
    let docket = Docket::open().await;
    let (staff, admin) =
        (docket.sign_in(Person::Producer).await, docket.sign_in(Person::Admin).await);
    let order = pickup("green-valley", "+12025550142", &[("gv-honey", 3)]);
    let order = docket.order(&order).await.expect(201);
    let before = docket.product(&staff, "gv-honey").await;
    let addons = json!([{"id": "spoon", "name": "Spoon", "price": 120}]);
    let body = json!({"name": " Forest honey ", "price": 1_050, "addons": addons});
    let reply = change(&docket, &staff, &body).await.expect(200);
    assert_eq!(reply.header("etag"), "\"2\"");
    let mut expected = before.clone();
    expected["name"] = json!("Forest honey");
    expected["price"] = json!(1_050);
    expected["addons"] = addons;
    expected["version"] = json!(2);
    assert_eq!(reply.at("/product"), expected);
    assert_eq!(docket.product(&staff, "gv-honey").await, expected);

    let body = json!({"lowStockAt": null, "isMainCourse": true});
    let reply = change(&docket, &admin, &body).await.expect(200);
    assert_eq!(reply.at("/product/lowStockAt"), Value::Null);
    assert_eq!(reply.at("/product/isMainCourse"), true);
    assert_eq!(reply.at("/product/available"), before["available"]);
    assert_eq!(reply.at("/product/version"), 3);

    // A new order has the new price. The earlier order keeps its price.
    let id = order.text_at("/order/id");
    assert_eq!(docket.read_order(&admin, &id).await.at("/order/items/0/unitPrice"), 950);
    let later = pickup("green-valley", "+12025550143", &[("gv-honey", 1)]);
    assert_eq!(docket.order(&later).await.expect(201).at("/order/items/0/unitPrice"), 1_050);
}

#[tokio::test]
async fn update_of_a_product_writes_nothing_when_nothing_changes() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let before = docket.table().await;
    for body in [json!({}), json!({"price": 950, "lowStockAt": 20})] {
        assert_eq!(change(&docket, &staff, &body).await.expect(200).at("/product/version"), 1);
    }
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn update_of_a_product_is_refused_when_if_match_is_stale() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let read = docket.get(HONEY).bearer(&staff).send().await.expect(200);
    let tag = read.header("etag").to_owned();
    // A change of stock does not change the product's version, so the `ETag` is still current.
    docket.order(&pickup("green-valley", "+12025550142", &[("gv-honey", 1)])).await.expect(201);
    assert_ne!(docket.get(HONEY).send().await.header("etag"), tag);
    let with = |tag: &str, price: i64| {
        let call = docket.patch(HONEY).bearer(&staff).header("if-match", tag);
        call.json(&json!({"price": price})).send()
    };
    with(&tag, 960).await.expect(200);
    let before = docket.table().await;
    with(&tag, 970).await.problem(412, "precondition_failed");
    with("\"1\"", 970).await.problem(412, "precondition_failed");
    with("\"20\", x", 970).await.problem(412, "precondition_failed");
    docket.unchanged(&before).await;
    with("\"2\"", 970).await.expect(200);
    with("*", 980).await.expect(200);
}

#[tokio::test]
async fn concurrent_updates_of_a_product_are_all_applied() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let changes = [json!({"price": 1}), json!({"name": "One"}), json!({"isMainCourse": true})];
    let calls = changes.iter().map(|body| change(&docket, &staff, body));
    let mut calls: Vec<_> = calls.map(Box::pin).collect();
    let (c, b, a) = (calls.pop().unwrap(), calls.pop().unwrap(), calls.pop().unwrap());
    let (a, b, c) = tokio::join!(a, b, c);
    for reply in [a, b, c] {
        reply.expect(200);
    }
    let product = docket.product(&staff, "gv-honey").await;
    assert_eq!((&product["price"], &product["name"]), (&json!(1), &json!("One")));
    assert_eq!((&product["isMainCourse"], &product["version"]), (&json!(true), &json!(4)));
}

#[tokio::test]
async fn update_of_a_product_is_refused_for_fixed_fields_and_other_callers() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let (shop, driver) = (docket.sign_in(Person::Shop).await, docket.sign_in(Person::Driver).await);
    let buyer = docket.token("+12025550142").await;
    let before = docket.table().await;
    let price = json!({"price": 1});
    change(&docket, "", &price).await.problem(401, "unauthenticated");
    for token in [&shop, &driver, &buyer] {
        change(&docket, token, &price).await.problem(403, "forbidden");
    }
    let call = docket.patch("/api/products/nothing").bearer(&staff).json(&price);
    call.send().await.problem(404, "not_found");
    let addon = json!({"id": "a", "name": "A", "price": 1});
    for (body, pointer) in [
        (json!({"stock": 5}), "/stock"),
        (json!({"stockBuckets": 5}), "/stockBuckets"),
        (json!({"sellerId": "corner-shop"}), "/sellerId"),
        (json!({"name": ""}), "/name"),
        (json!({"name": null}), "/name"),
        (json!({"price": -1}), "/price"),
        (json!({"price": null}), "/price"),
        (json!({"lowStockAt": -1}), "/lowStockAt"),
        (json!({"addons": [addon, addon]}), "/addons/1/id"),
        (json!({"addons": vec![addon; 51]}), "/addons"),
    ] {
        let reply = change(&docket, &staff, &body).await.problem(400, "invalid_request");
        assert_eq!(reply.text_at("/errors/0/pointer"), pointer, "{body}");
    }
    docket.unchanged(&before).await;
}

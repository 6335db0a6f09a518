//! Carts that are refused before stock is read, without a change.

use docket_tests::{Docket, Person, Reply, books::Books, crowd::guest, pickup};
use serde_json::{Value, json};

fn pointers(reply: &Reply) -> Vec<String> {
    let errors = reply.at("/errors");
    let errors = errors.as_array().unwrap_or_else(|| panic!("no errors: {}", reply.text));
    errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
}

/// Sends `body`, and checks that it is refused with these pointers and changes nothing.
async fn refused(docket: &Docket, body: &Value, code: &str, at: &[&str]) {
    let before = docket.table().await;
    let reply = docket.order(body).await.problem(400, code);
    assert_eq!(pointers(&reply), at, "{}", reply.text);
    docket.unchanged(&before).await;
    docket.running.settle().await.unwrap();
    assert!(docket.running.messages(None).is_empty());
}

fn cart(lines: &[(&str, u32)]) -> Value {
    pickup("green-valley", &guest(1), lines)
}

#[tokio::test]
async fn every_unknown_product_is_named() {
    let docket = Docket::open().await;
    let body = cart(&[("gv-honey", 1), ("gv-gold", 1), ("gv-eggs", 1), ("nothing", 1)]);
    let at = ["/items/1/productId", "/items/3/productId"];
    refused(&docket, &body, "unknown_product", &at).await;
    // The sort key of a stock item is no product id.
    refused(&docket, &cart(&[("gv-honey#0", 1)]), "invalid_request", &["/items/0/productId"]).await;
}

#[tokio::test]
async fn refusal_names_every_product_of_another_seller() {
    let docket = Docket::open().await;
    let body = cart(&[("cs-soap", 1), ("gv-honey", 1), ("sk-thali", 1)]);
    refused(&docket, &body, "mixed_sellers", &["/items/0/productId", "/items/2/productId"]).await;
}

#[tokio::test]
async fn order_is_refused_when_the_seller_is_unknown() {
    let docket = Docket::open().await;
    let body = pickup("nobody", &guest(1), &[("gv-honey", 1)]);
    refused(&docket, &body, "invalid_request", &["/sellerId"]).await;
}

#[tokio::test]
async fn refusal_names_unknown_addons() {
    let docket = Docket::open().await;
    let mut body = pickup("spice-kitchen", &guest(1), &[("sk-curry", 1), ("sk-thali", 1)]);
    body["items"][0]["addons"] = json!([{"addonId": "rice", "quantity": 1}]);
    body["items"][1]["addons"] = json!([{"addonId": "rice", "quantity": 1}]);
    refused(&docket, &body, "invalid_request", &["/items/1/addons"]).await;
    body["items"][1]["addons"] =
        json!([{"addonId": "naan", "quantity": 1}, {"addonId": "naan", "quantity": 2}]);
    refused(&docket, &body, "invalid_request", &["/items/1/addons/1"]).await;
    body["items"][1]["addons"] = json!([{"addonId": "naan", "quantity": 0}]);
    refused(&docket, &body, "invalid_request", &["/items/1/addons/0/quantity"]).await;
    body["items"][1]["addons"] = json!([{"addonId": "naan", "quantity": 10_001}]);
    refused(&docket, &body, "invalid_request", &["/items/1/addons/0/quantity"]).await;
}

#[tokio::test]
async fn order_is_refused_when_a_voucher_does_not_exist() {
    let docket = Docket::open().await;
    let mut body = cart(&[("gv-honey", 1)]);
    body["vouchers"] = json!(["WELCOME", "AGAIN"]);
    refused(&docket, &body, "voucher_rejected", &["/vouchers/0"]).await;
    body["vouchers"] = json!([]);
    docket.order(&body).await.expect(201);
}

#[tokio::test]
async fn order_is_refused_when_the_client_sends_prices() {
    let docket = Docket::open().await;
    for (place, field) in [
        ("/items/0", "price"),
        ("/items/0", "unitPrice"),
        ("/items/0", "totalPrice"),
        ("", "grandTotal"),
        ("", "subtotal"),
        ("", "discount"),
        ("", "charges"),
        ("", "currency"),
        ("", "status"),
    ] {
        let mut body = cart(&[("gv-honey", 1)]);
        body.pointer_mut(place).unwrap()[field] = json!(1);
        let pointer = format!("{place}/{field}");
        refused(&docket, &body, "invalid_request", &[&pointer]).await;
    }
    let mut body = pickup("spice-kitchen", &guest(1), &[("sk-thali", 1)]);
    body["items"][0]["addons"] = json!([{"addonId": "naan", "quantity": 1, "price": 0}]);
    refused(&docket, &body, "invalid_request", &["/items/0/addons/0/price"]).await;
}

#[tokio::test]
async fn order_is_refused_when_a_quantity_is_out_of_range() {
    let docket = Docket::open().await;
    let line = |quantity: Value| {
        let mut body = cart(&[("gv-eggs", 1), ("gv-honey", 1)]);
        body["items"][1]["quantity"] = quantity;
        body
    };
    for quantity in
        [json!(0), json!(-1), json!(10_001), json!(u32::MAX), json!(u64::MAX), json!(1.5)]
    {
        let body = line(quantity);
        refused(&docket, &body, "invalid_request", &["/items/1/quantity"]).await;
    }
    // Quantities of equal products are added.
    let body = cart(&[("gv-honey", 6_000), ("gv-eggs", 1), ("gv-honey", 4_001)]);
    refused(&docket, &body, "invalid_request", &["/items/2/quantity"]).await;
    let before = docket.table().await;
    docket.order(&line(json!(10_000))).await.problem(409, "insufficient_stock");
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn cart_has_between_one_and_fifty_lines() {
    let docket = Docket::open().await;
    refused(&docket, &cart(&[]), "invalid_request", &["/items"]).await;
    refused(&docket, &cart(&[("gv-honey", 1); 51]), "invalid_request", &["/items"]).await;
    docket.order(&cart(&[("gv-honey", 1); 50])).await.expect(201);
    let books = Books::check(&docket, &[("gv-honey", 200)]).await;
    assert_eq!(books.held("gv-honey"), 50);
}

#[tokio::test]
async fn order_is_refused_when_its_total_is_too_large() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let most = (1_i64 << 53) - 1;
    let product = |price: i64, addon: i64| {
        let addons = json!([{"id": "case", "name": "Case", "price": addon}]);
        json!({"name": "Diamond", "price": price, "stock": 100_000, "addons": addons})
    };
    let dear = docket.add_product(&staff, &product(most, 0)).await;
    let half = docket.add_product(&staff, &product(most / 2 + 1, 0)).await;
    let cased = docket.add_product(&staff, &product(0, most / 10_000 + 1)).await;
    let before = docket.table().await;
    let mut with_addon = cart(&[(&cased, 1)]);
    with_addon["items"][0]["addons"] = json!([{"addonId": "case", "quantity": 10_000}]);
    for body in [
        cart(&[(&dear, 2)]),
        cart(&[(&dear, 10_000)]),
        cart(&[(&dear, 1), ("gv-honey", 1)]),
        cart(&[(&half, 1), (&half, 1)]),
        with_addon,
    ] {
        docket.order(&body).await.problem(400, "invalid_request");
        docket.unchanged(&before).await;
    }
    let placed = docket.order(&cart(&[(&dear, 1)])).await.expect(201);
    assert_eq!(placed.at("/order/grandTotal"), most);
}

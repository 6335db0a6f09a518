//! How products are displayed, and when they are not for sale.

use docket_tests::{Docket, Person, pickup};
use jiff::SignedDuration;
use serde_json::{Value, json};

const PHONE: &str = "+12025550142";

async fn set(docket: &Docket, token: &str, product: &str, change: Value) -> Value {
    let path = format!("/api/products/{product}");
    docket.patch(&path).bearer(token).json(&change).send().await.expect(200).at("/product")
}

/// A product as the public reads it.
async fn public(docket: &Docket, product: &str) -> Value {
    docket.get(&format!("/api/products/{product}")).send().await.expect(200).at("/product")
}

/// The products of the kitchen in a list, by their ids.
async fn listed(docket: &Docket, token: &str) -> Vec<(String, Value)> {
    let list = docket.get("/api/products?sellerId=spice-kitchen").bearer_if(token).send().await;
    let products = list.expect(200).at("/products");
    let product = |it: &Value| (it["id"].as_str().unwrap().to_owned(), it.clone());
    products.as_array().unwrap().iter().map(product).collect()
}

#[tokio::test]
async fn product_has_description_category_and_position() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let body = json!({
        "name": "Paneer", "price": 1450, "stock": 5, "description": "Spinach.\nMild.",
        "category": "Mains", "position": 7,
    });
    let id = docket.add_product(&staff, &body).await;
    let made = public(&docket, &id).await;
    for field in ["description", "category", "position"] {
        assert_eq!(made[field], body[field], "{field}");
    }
    assert_eq!((&made["active"], &made["offUntil"]), (&json!(true), &Value::Null));
    let change = json!({"description": null, "category": null, "position": 0});
    let changed = set(&docket, &staff, &id, change).await;
    assert_eq!((&changed["description"], &changed["category"]), (&Value::Null, &Value::Null));
    assert_eq!((&changed["position"], &changed["version"]), (&json!(0), &json!(2)));
}

#[tokio::test]
async fn product_is_unavailable_until_its_off_time_ends() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let buyer = docket.token(PHONE).await;
    let until = docket.running.now() + SignedDuration::from_hours(2);
    let until = json!(docket_domain::moment_text(until));
    let off = set(&docket, &staff, "sk-thali", json!({"offUntil": until})).await;
    assert_eq!((&off["available"], &off["stock"]["available"]), (&json!(0), &json!(500)));
    let shown = public(&docket, "sk-thali").await;
    assert_eq!((&shown["available"], &shown["offUntil"]), (&json!(0), &until));
    assert!(
        listed(&docket, "").await.iter().any(|(id, it)| id == "sk-thali" && it["available"] == 0)
    );

    // The refusal names every short line, and takes no stock.
    let order =
        pickup("spice-kitchen", PHONE, &[("sk-thali", 1), ("sk-lassi", 401), ("sk-curry", 1)]);
    let checkout = json!({
        "sellers": [
            {"sellerId": "corner-shop", "items": [{"productId": "cs-soap", "quantity": 401}],
             "fulfilment": {"method": "pickup"}},
            {"sellerId": "spice-kitchen", "items": [{"productId": "sk-thali", "quantity": 1}],
             "fulfilment": {"method": "pickup"}},
        ],
        "customer": {"name": "Ada", "phone": PHONE},
    });
    for (call, short) in [
        (docket.post("/api/orders").json(&order), ["sk-lassi", "sk-thali"]),
        (docket.post("/api/checkouts").json(&checkout), ["cs-soap", "sk-thali"]),
    ] {
        let refused = docket.refused(call.send(), 409, "insufficient_stock").await;
        let issues = refused.at("/stockIssues");
        let named: Vec<_> = issues.as_array().unwrap().iter().map(|it| &it["productId"]).collect();
        assert_eq!(named, short);
        assert_eq!((&issues[1]["requested"], &issues[1]["available"]), (&json!(1), &json!(0)));
        assert_eq!(issues[1]["detail"], "Vegetable thali is not on sale at the moment.");
    }
    let mut cart = order.clone();
    cart.as_object_mut().unwrap().remove("customer");
    let quoted = docket.post("/api/orders/quote").json(&cart).send().await.expect(200);
    let issues = quoted.at("/quote/stockIssues");
    assert_eq!(issues.as_array().unwrap().len(), 2);
    assert_eq!(issues[1]["available"], 0);
    assert_eq!(quoted.at("/quote/items/0/available"), 0);
    // A template can be saved: the product may be on sale again when it orders.
    let kept = pickup("spice-kitchen", PHONE, &[("sk-thali", 1)]);
    docket.post("/api/order-templates").bearer(&buyer).json(&kept).send().await.expect(201);

    docket.advance(SignedDuration::from_hours(2)).await;
    let back = public(&docket, "sk-thali").await;
    assert_eq!((&back["available"], &back["offUntil"]), (&json!(500), &Value::Null));
    docket.order(&kept).await.expect(201);
}

#[tokio::test]
async fn inactive_product_is_visible_to_staff_only_and_not_sold() {
    let docket = Docket::open().await;
    let (staff, admin) =
        (docket.sign_in(Person::Kitchen).await, docket.sign_in(Person::Admin).await);
    let (other, buyer) = (docket.sign_in(Person::Shop).await, docket.token(PHONE).await);
    set(&docket, &staff, "sk-thali", json!({"active": false})).await;
    for (token, shown) in
        [("", false), (&*buyer, false), (&*other, false), (&*staff, true), (&*admin, true)]
    {
        let read = docket.get("/api/products/sk-thali").bearer_if(token).send().await;
        if shown {
            assert_eq!(read.expect(200).at("/product/active"), false);
        } else {
            read.problem(404, "not_found");
        }
        let listed = listed(&docket, token).await;
        assert_eq!(listed.iter().any(|(id, _)| id == "sk-thali"), shown);
        assert!(listed.iter().any(|(id, _)| id == "sk-curry"));
    }
    let order = pickup("spice-kitchen", PHONE, &[("sk-thali", 1)]);
    let call = docket.post("/api/orders").bearer(&staff).json(&order).send();
    let refused = docket.refused(call, 409, "insufficient_stock").await;
    assert_eq!(refused.at("/stockIssues/0/available"), 0);
    set(&docket, &staff, "sk-thali", json!({"active": true})).await;
    docket.order(&order).await.expect(201);
}

#[tokio::test]
async fn product_that_is_off_remains_in_orders_but_cannot_be_added() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let order = pickup("spice-kitchen", PHONE, &[("sk-thali", 2)]);
    let placed = docket.post("/api/orders").bearer(&staff).json(&order).send().await;
    let path = format!("/api/orders/{}", placed.expect(201).text_at("/order/id"));
    set(&docket, &staff, "sk-thali", json!({"offUntil": docket.in_days(1)})).await;
    let holds = |quantity: u32| json!({"items": [{"productId": "sk-thali", "quantity": quantity}]});
    let change = |body: Value| docket.call("PUT", &path).bearer(&staff).json(&body).send();
    let refused = docket.refused(change(holds(3)), 409, "insufficient_stock").await;
    assert_eq!(refused.at("/stockIssues/0/productId"), "sk-thali");
    change(holds(1)).await.expect(200);
}

#[tokio::test]
async fn off_until_is_refused_when_past_or_too_far_unless_unchanged() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    for until in [docket.in_days(-1), docket.in_days(367)] {
        let body = json!({"offUntil": until});
        let call = docket.patch("/api/products/sk-thali").bearer(&staff).json(&body).send();
        let refused = docket.refused(call, 400, "invalid_request").await;
        assert_eq!(refused.at("/errors/0/pointer"), "/offUntil");
    }
    let until = json!({"offUntil": docket.in_days(1)});
    let off = set(&docket, &staff, "sk-thali", until.clone()).await;
    docket.advance(SignedDuration::from_hours(48)).await;
    let staff = docket.sign_in(Person::Kitchen).await;
    assert_eq!(set(&docket, &staff, "sk-thali", until).await["version"], off["version"]);
}

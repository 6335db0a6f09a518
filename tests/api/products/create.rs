//! Adding products.

use docket_tests::{
    Docket, Person,
    crowd::{count, guest, send_at_once},
};
use serde_json::{Value, json};

/// The largest amount of money.
const MOST: i64 = (1 << 53) - 1;

fn jam() -> Value {
    json!({
        "name": "Jam",
        "price": 480,
        "stock": 12,
        "lowStockAt": 3,
        "addons": [{"id": "bow", "name": "Bow", "price": 50}],
        "stockBuckets": 5,
    })
}

#[tokio::test]
async fn staff_add_a_product_that_everybody_reads() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let reply = docket.post("/api/products").bearer(&staff).json(&jam()).send().await.expect(201);
    let id = reply.text_at("/product/id");
    assert_eq!(reply.header("location"), format!("/api/products/{id}"));
    let stock = json!({
        "available": 12, "received": 12, "writtenOff": 0, "taken": 0, "returned": 0, "buckets": 5,
    });
    let public = json!({
        "id": id,
        "sellerId": "green-valley",
        "name": "Jam",
        "price": 480,
        "currency": "USD",
        "available": 12,
        "lowStockAt": 3,
        "isMainCourse": false,
        "position": 0,
        "active": true,
        "addons": [{"id": "bow", "name": "Bow", "price": 50}],
        "version": 1,
    });
    let mut full = public.clone();
    full["stock"] = stock;
    assert_eq!(reply.at("/product"), full);
    assert_eq!(docket.product(&staff, &id).await, full);
    let seen = docket.get(&format!("/api/products/{id}")).send().await.expect(200);
    assert_eq!(seen.at("/product"), public);
    let list = docket.get("/api/products?sellerId=green-valley").send().await.expect(200);
    assert_eq!(list.at("/products").as_array().unwrap().last(), Some(&public));
}

#[tokio::test]
async fn admin_adds_products_for_any_seller() {
    let docket = Docket::open().await;
    let admin = docket.signed_in(Person::Admin).await;
    let call = |body: &Value| docket.post("/api/products").bearer(&admin).json(body);
    let mut body = jam();
    let before = docket.table().await;
    let missing = call(&body).send().await.problem(400, "invalid_request");
    assert_eq!(missing.at("/errors/0/pointer"), "/sellerId");
    body["sellerId"] = json!("nobody");
    let unknown = call(&body).send().await.problem(400, "invalid_request");
    assert_eq!(unknown.at("/errors/0/pointer"), "/sellerId");
    docket.unchanged(&before).await;
    body["sellerId"] = json!("craft-market");
    assert_eq!(call(&body).send().await.expect(201).at("/product/sellerId"), "craft-market");
}

#[tokio::test]
async fn product_is_refused_for_other_callers() {
    let docket = Docket::open().await;
    let buyer = docket.token(&guest(1)).await;
    let driver = docket.signed_in(Person::Driver).await;
    let kitchen = docket.signed_in(Person::Kitchen).await;
    let mut body = jam();
    body["sellerId"] = json!("green-valley");
    let before = docket.table().await;
    for token in [&buyer, &driver, &kitchen] {
        for body in [&body, &jam()] {
            if token == &kitchen && body == &jam() {
                continue;
            }
            let refused = docket.post("/api/products").bearer(token).json(body).send().await;
            refused.problem(403, "forbidden");
        }
    }
    let refused = docket.post("/api/products").json(&body).send().await;
    refused.problem(401, "unauthenticated");
    docket.unchanged(&before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hundred_concurrent_repeats_add_one_product() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let call = |body: &Value| docket.post("/api/products").bearer(&staff).key("jam").json(body);
    let items = docket.table().await.len();
    let replies = send_at_once((0..100).map(|_| call(&jam())).collect::<Vec<_>>()).await;
    assert_eq!(count(&replies, 201), 100);
    let id = replies[0].text_at("/product/id");
    assert!(replies.iter().all(|reply| reply.text_at("/product/id") == id));
    let first = replies.iter().filter(|reply| reply.header("idempotent-replayed").is_empty());
    assert_eq!(first.count(), 1);
    assert_eq!(docket.table().await.len(), items + 6, "one product and its five buckets");

    // A repeat shows the product as it is now.
    let restock = json!({"change": 8, "reason": "more"});
    let path = format!("/api/products/{id}/stock");
    docket.post(&path).bearer(&staff).json(&restock).send().await.expect(200);
    let before = docket.table().await;
    let again = call(&jam()).send().await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.at("/product/available"), 20);
    let mut other = jam();
    other["stock"] = json!(13);
    call(&other).send().await.problem(422, "idempotency_key_reused");
    docket.unchanged(&before).await;

    // Idempotency keys are separate for each member.
    let shop = docket.signed_in(Person::Shop).await;
    let theirs = docket.post("/api/products").bearer(&shop).key("jam").json(&jam()).send().await;
    assert_ne!(theirs.expect(201).text_at("/product/id"), id);
}

#[tokio::test]
async fn product_is_refused_with_a_pointer_when_out_of_range() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let addons = |count: usize| -> Value {
        (0..count).map(|at| json!({"id": format!("a{at}"), "name": "A", "price": 1})).collect()
    };
    let before = docket.table().await;
    for (pointer, value) in [
        ("/price", json!(-1)),
        ("/price", json!(MOST + 1)),
        ("/price", json!(i64::MAX)),
        ("/price", json!(u64::MAX)),
        ("/price", json!(1.5)),
        ("/price", json!("480")),
        ("/price", json!(1e300)),
        ("/stock", json!(-1)),
        ("/stock", json!(100_000_001)),
        ("/stock", json!(u32::MAX)),
        ("/stock", json!(u64::MAX)),
        ("/stock", json!(0.5)),
        ("/lowStockAt", json!(-1)),
        ("/stockBuckets", json!(0)),
        ("/stockBuckets", json!(21)),
        ("/stockBuckets", json!(u32::MAX)),
        ("/name", json!("")),
        ("/name", json!("n".repeat(101))),
        ("/addons", addons(51)),
        ("/addons/0/price", json!([{"id": "a", "name": "A", "price": -1}])),
        ("/addons/0/price", json!([{"id": "a", "name": "A", "price": MOST + 1}])),
        ("/addons/0/id", json!([{"id": "a b", "name": "A", "price": 1}])),
        ("/addons/0/name", json!([{"id": "a", "name": "", "price": 1}])),
        (
            "/addons/1/id",
            json!([{"id": "a", "name": "A", "price": 1}, {"id": "a", "name": "B", "price": 1}]),
        ),
        ("/sellerId", json!("not a seller")),
    ] {
        let mut body = jam();
        let field = pointer.split('/').nth(1).unwrap();
        body[field] = value.clone();
        let refused = docket.post("/api/products").bearer(&staff).json(&body).send().await;
        let refused = refused.problem(400, "invalid_request");
        assert_eq!(refused.at("/errors/0/pointer"), pointer, "{field} {value}: {}", refused.text);
    }
    let mut body = jam();
    body["available"] = json!(7);
    let refused = docket.post("/api/products").bearer(&staff).json(&body).send().await;
    refused.problem(400, "invalid_request");
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn product_is_accepted_at_its_limits() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let addons: Value =
        (0..50).map(|at| json!({"id": format!("a{at}"), "name": "A", "price": MOST})).collect();
    let largest = json!({
        "name": "n".repeat(100),
        "price": MOST,
        "stock": 100_000_000,
        "lowStockAt": u32::MAX,
        "addons": addons,
        "stockBuckets": 20,
    });
    let smallest = json!({"name": "n", "price": 0, "stock": 0, "stockBuckets": 1});
    for (body, stock) in [(largest, 100_000_000), (smallest, 0)] {
        let id = docket.add_product(&staff, &body).await;
        assert_eq!(docket.product(&staff, &id).await["stock"]["received"], stock);
    }
}

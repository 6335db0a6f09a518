use docket_domain::HOLD;
use docket_tests::{
    Docket, Person,
    deployment::{deploy, phone},
    pickup,
};
use serde_json::json;

/// Adds a product with `stock` in `buckets`. Guests of its seller may hold `percent` of the stock.
async fn limited(docket: &Docket, stock: u32, buckets: u32, percent: u32) -> String {
    let staff = docket.signed_in(Person::Producer).await;
    let change = json!({"heldShareMax": percent});
    let reply = docket.patch("/api/sellers/green-valley").bearer(&staff).json(&change).send().await;
    assert_eq!(reply.expect(200).at("/seller/heldShareMax"), percent);
    let product = json!({
        "sellerId": "green-valley", "name": "Cider", "price": 500, "stock": stock,
        "stockBuckets": buckets,
    });
    docket.add_product(&staff, &product).await
}

fn cart(product: &str, number: u32, quantity: u32) -> serde_json::Value {
    pickup("green-valley", &phone(number), &[(product, quantity)])
}

#[tokio::test]
async fn guests_hold_at_most_their_share_of_stock() {
    for buckets in [1, 3, 3, 3] {
        let docket = Docket::open().await;
        let product = limited(&docket, 10, buckets, 30).await;
        let mut ids = Vec::new();
        for number in 0..3 {
            let reply = docket.order(&cart(&product, number, 1)).await.expect(201);
            ids.push(reply.text_at("/order/id"));
        }
        let before = docket.table().await;
        let refused = docket.order(&cart(&product, 3, 1)).await;
        refused.problem(403, "phone_verification_required");
        docket.unchanged(&before).await;
        let staff = docket.signed_in(Person::Producer).await;
        let bought = docket.post("/api/orders").bearer(&staff).json(&cart(&product, 4, 4));
        bought.send().await.expect(201);
        assert_eq!(docket.available(&product).await, 3);

        // Confirmed orders are not held. Three units are left, and guests may hold one of them.
        docket.confirm(&ids[0], &phone(0)).await.expect(200);
        docket.confirm(&ids[1], &phone(1)).await.expect(200);
        docket.order(&cart(&product, 5, 1)).await.problem(403, "phone_verification_required");
        docket.confirm(&ids[2], &phone(2)).await.expect(200);
        let last = docket.order(&cart(&product, 6, 1)).await.expect(201);
        docket.order(&cart(&product, 7, 1)).await.problem(403, "phone_verification_required");

        // An expired hold returns its stock, which guests can hold again.
        docket.advance(HOLD).await;
        assert_eq!(docket.available(&product).await, 3);
        docket.order(&cart(&product, 8, 1)).await.expect(201);
        docket.order(&cart(&product, 9, 1)).await.problem(403, "phone_verification_required");
        docket.order(&cart(&product, 10, 9)).await.problem(409, "insufficient_stock");
        let id = last.text_at("/order/id");
        let staff = docket.signed_in(Person::Producer).await;
        assert_eq!(docket.read_order(&staff, &id).await.text_at("/order/status"), "cancelled");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_guests_hold_at_most_their_share_of_stock() {
    for buckets in [1, 4] {
        let docket = std::sync::Arc::new(Docket::open().await);
        let product = limited(&docket, 40, buckets, 25).await;
        let mut asked = tokio::task::JoinSet::new();
        for number in 0..100 {
            let (docket, body) = (docket.clone(), cart(&product, number, 1));
            asked.spawn(async move { docket.order(&body).await.status });
        }
        let answers = asked.join_all().await;
        assert_eq!(answers.iter().filter(|status| **status == 201).count(), 10, "{buckets}");
        assert!(answers.iter().all(|status| matches!(status, 201 | 403)), "{answers:?}");
        assert_eq!(docket.available(&product).await, 30);
    }
}

#[tokio::test]
async fn share_is_freed_when_a_held_order_stops_or_moves() {
    let docket = Docket::open().await;
    let product = limited(&docket, 4, 1, 25).await;
    let (staff, admin) =
        (docket.signed_in(Person::Producer).await, docket.signed_in(Person::Admin).await);
    let mut left = 4;
    for (number, (token, status)) in
        (0..).zip([(&staff, "cancelled"), (&admin, "pending"), (&admin, "cancelled")])
    {
        let reply = docket.order(&cart(&product, number, 1)).await.expect(201);
        let id = reply.text_at("/order/id");
        docket.order(&cart(&product, 90, 1)).await.problem(403, "phone_verification_required");
        if *token == admin {
            let path = format!("/api/orders/admin/{id}/status");
            let body = json!({"status": status});
            docket.patch(&path).bearer(token).json(&body).send().await.expect(200);
        } else {
            docket.set_status(token, &id, status).await.expect(200);
        }
        left -= u64::from(status == "pending");
        assert_eq!(docket.available(&product).await, left);
    }
    docket.order(&cart(&product, 99, 1)).await.expect(201);
}

#[tokio::test]
async fn share_defaults_to_the_deployments_setting() {
    let docket = deploy(&[("HeldShare", 10)]).await;
    let staff = docket.signed_in(Person::Shop).await;
    let product = json!({"sellerId": "corner-shop", "name": "Tea", "price": 500, "stock": 10});
    let product = docket.add_product(&staff, &product).await;
    let cart = |number| pickup("corner-shop", &phone(number), &[(&product, 1)]);
    docket.order(&cart(0)).await.expect(201);
    docket.order(&cart(1)).await.problem(403, "phone_verification_required");
    let change = json!({"heldShareMax": 100});
    docket.patch("/api/sellers/corner-shop").bearer(&staff).json(&change).send().await.expect(200);
    docket.order(&cart(2)).await.expect(201);
    for bad in [json!(0), json!(101), json!("30"), json!(-1)] {
        let change = json!({"heldShareMax": bad});
        let reply = docket.patch("/api/sellers/corner-shop").bearer(&staff).json(&change);
        reply.send().await.problem(400, "invalid_request");
    }
}

/// A phone may have a limited number of unconfirmed orders. Confirming or cancelling one makes room
/// for the next at once.
#[tokio::test]
async fn phone_can_order_again_when_a_hold_ends() {
    let docket = deploy(&[("HoldsPerPhone", 2)]).await;
    let guest = phone(700);
    let body = pickup("green-valley", &guest, &[("gv-honey", 1)]);
    let place = async || docket.order(&body).await;
    let first = place().await.expect(201).text_at("/order/id");
    let code = docket.code(&guest).await;
    let second = place().await.expect(201).text_at("/order/id");
    docket.refused(place(), 429, "too_many_requests").await;

    docket.verify(&first, &code).await.expect(200);
    let third = place().await.expect(201).text_at("/order/id");
    docket.refused(place(), 429, "too_many_requests").await;

    let staff = docket.sign_in(Person::Producer).await;
    docket.set_status(&staff, &second, "cancelled").await.expect(200);
    place().await.expect(201);
    docket.refused(place(), 429, "too_many_requests").await;
    // A later change of the order does not make room a second time.
    docket.set_status(&staff, &first, "confirmed").await.expect(200);
    docket.set_status(&staff, &third, "confirmed").await.problem(400, "invalid_transition");
    docket.refused(place(), 429, "too_many_requests").await;
}

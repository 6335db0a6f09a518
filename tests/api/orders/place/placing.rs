//! Placing orders of every kind of seller, by guests, buyers and staff.

use docket_tests::{Docket, Person, books::Books, crowd::guest, pickup};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A seller, one of its products, and the first status of its orders.
const SELLERS: [(&str, &str, &str); 4] = [
    ("green-valley", "gv-honey", "pending"),
    ("corner-shop", "cs-coffee", "pending"),
    ("spice-kitchen", "sk-thali", "PLACED"),
    ("craft-market", "cm-bowl", "received"),
];

fn delivery_order(seller: &str, phone: &str, product: &str, method: &str) -> Value {
    let mut body = pickup(seller, phone, &[(product, 2)]);
    body["fulfilment"] = json!({
        "method": method,
        "address": {
            "line1": "1 Main Street", "city": "Springfield", "state": "MA",
            "postalCode": "12345", "country": "US",
        },
    });
    body
}

#[tokio::test]
async fn guest_places_orders_at_sellers_of_every_lifecycle() {
    let docket = Docket::open().await;
    for (number, (seller, product, first)) in (0..).zip(SELLERS) {
        let phone = guest(number);
        let before = docket.available(product).await;
        let method = ["pickup", "shipping", "delivery", "shipping"][number as usize];
        let body = match method {
            "pickup" => pickup(seller, &phone, &[(product, 2)]),
            _ => delivery_order(seller, &phone, product, method),
        };
        let placed = docket.order(&body).await.expect(201);
        let order = placed.at("/order");
        assert_eq!(order["sellerId"], seller);
        assert_eq!(order["status"], "awaiting_verification");
        assert_eq!(order["phase"], "unverified");
        assert_eq!(order["fulfilment"]["method"], method);
        assert_eq!(placed.at("/verification/required"), true);
        let ends = placed.text_at("/verification/expiresAt").parse::<jiff::Timestamp>().unwrap();
        let at = order["placedAt"].as_str().unwrap().parse().unwrap();
        assert_eq!(ends.duration_since(at), SignedDuration::from_mins(15));
        assert_eq!(docket.available(product).await, before - 2);
        let id = order["id"].as_str().unwrap();
        let verified = docket.confirm(id, &phone).await.expect(200);
        assert_eq!(verified.at("/order/status"), first);
        assert_eq!(verified.at("/order/phase"), "open");
        let books = Books::check(&docket, &[(product, before)]).await;
        assert_eq!(books.held(product), 2);
    }
}

#[tokio::test]
async fn buyer_needs_no_code_when_signed_in() {
    let docket = Docket::open().await;
    let phone = guest(1);
    let token = docket.token(&phone).await;
    for (seller, product, first) in SELLERS {
        let body = pickup(seller, &phone, &[(product, 1)]);
        let placed = docket.post("/api/orders").bearer(&token).json(&body).send().await.expect(201);
        assert_eq!(placed.at("/order/status"), first);
        assert_eq!(placed.at("/verification"), json!({"required": false}));
        let id = placed.text_at("/order/id");
        docket.read_order(&token, &id).await.expect(200);
        let path = format!("/api/orders/{id}/verification/resend");
        docket.post(&path).send().await.problem(409, "already_verified");
        docket.verify(&id, "123456").await.problem(409, "already_verified");
    }
    // The orders have no hold that could end, so they keep their stock.
    docket.advance(SignedDuration::from_mins(20)).await;
    let stocked = [("gv-honey", 200), ("cs-coffee", 150), ("sk-thali", 500), ("cm-bowl", 100)];
    let books = Books::check(&docket, &stocked).await;
    assert_eq!(books.held.values().sum::<u64>(), 4);
    let codes = docket.running.messages(Some(&phone));
    let codes = codes.iter().filter(|it| it.text.as_bytes()[..6].iter().all(u8::is_ascii_digit));
    assert_eq!(codes.count(), 1, "the one to sign in with");
}

#[tokio::test]
async fn buyer_is_a_guest_when_ordering_for_another_phone() {
    let docket = Docket::open().await;
    let token = docket.token(&guest(1)).await;
    let other = guest(2);
    let body = pickup("green-valley", &other, &[("gv-honey", 1)]);
    let placed = docket.post("/api/orders").bearer(&token).json(&body).send().await.expect(201);
    assert_eq!(placed.at("/order/status"), "awaiting_verification");
    assert_eq!(placed.at("/verification/required"), true);
    let id = placed.text_at("/order/id");
    docket.read_order(&token, &id).await.problem(404, "not_found");
    docket.confirm(&id, &other).await.expect(200);
}

#[tokio::test]
async fn staff_need_no_code_for_orders_of_their_own_seller_only() {
    let docket = Docket::open().await;
    let people = [Person::Producer, Person::Shop, Person::Kitchen, Person::Marketplace];
    for (at, person) in people.into_iter().enumerate() {
        let token = docket.signed_in(person).await;
        for (nth, (seller, product, first)) in SELLERS.into_iter().enumerate() {
            let body = pickup(seller, &guest(1), &[(product, 1)]);
            let placed = docket.post("/api/orders").bearer(&token).json(&body).send().await;
            let status = placed.expect(201).text_at("/order/status");
            assert_eq!(status, if at == nth { first } else { "awaiting_verification" });
        }
    }
    let admin = docket.signed_in(Person::Admin).await;
    for (seller, product, first) in SELLERS {
        let body = pickup(seller, &guest(1), &[(product, 1)]);
        let placed = docket.post("/api/orders").bearer(&admin).json(&body).send().await.expect(201);
        assert_eq!(placed.at("/order/status"), first);
    }
}

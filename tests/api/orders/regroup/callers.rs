//! A repeated request is answered only to the caller who sent it first. A guest, a signed-in buyer
//! with the guest's phone, and a member of each role and seller are different callers.

use docket_tests::{
    Person, Reply, pickup,
    world::{
        BUYER,
        parts::{Shop, three},
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};

async fn post(world: &Shop, token: &str, path: &str, body: &Value) -> Reply {
    world.docket.post(path).bearer_if(token).key("box-1").json(body).send().await.expect(201)
}

/// A guest, the buyer with the guest's phone and an administrator send one request with one key, in
/// both sequences. Each makes a resource of its own, and its repeat finds it. `id` is the pointer
/// to the id in the answers.
async fn check_separate_callers(path: &str, body: &Value, id: &str) {
    for turned in [false, true] {
        let world = Shop::open().await;
        let mut callers = [("", true), (&world.buyer, false), (&world.admin, false)];
        if turned {
            callers.reverse();
        }
        let mut seen = Vec::new();
        for (token, waits) in callers {
            let made = post(&world, token, path, body).await;
            assert_eq!(made.header("idempotent-replayed"), "", "{}", made.text);
            assert_eq!(made.at("/verification/required"), waits);
            let made = made.text_at(id);
            assert!(!seen.contains(&made), "{made} is another caller's");
            seen.push(made);
        }
        let table = world.docket.table().await;
        for ((token, _), made) in callers.into_iter().zip(&seen) {
            let again = post(&world, token, path, body).await;
            assert_eq!(again.header("idempotent-replayed"), "true");
            assert_eq!(again.text_at(id), *made);
        }
        world.docket.unchanged(&table).await;
    }
}

#[tokio::test]
async fn repeated_order_is_answered_to_its_own_caller_only() {
    let body = pickup("corner-shop", BUYER, &[("cs-soap", 1)]);
    check_separate_callers("/api/orders", &body, "/order/id").await;
}

#[tokio::test]
async fn repeated_checkout_is_answered_to_its_own_caller_only() {
    check_separate_callers("/api/checkouts", &three(BUYER), "/checkout/orders/1/id").await;
}

#[tokio::test]
async fn repeated_request_is_separate_after_a_change_of_role() {
    let world = Shop::open().await;
    let order = world.placed(&[("cs-soap", 6)]).await;
    let split = format!("/api/orders/{order}/split");
    let merge = "/api/orders/merge";
    let part = json!({"items": [{"productId": "cs-soap", "quantity": 1}]});
    let jam = json!({"sellerId": "corner-shop", "name": "Jam", "price": 500, "stock": 9});
    let money = json!({"amount": 1, "method": "cash"});
    let payments = format!("/api/orders/{order}/payments");
    let requests = [
        (split.as_str(), &part, "/splitOrder/id"),
        ("/api/products", &jam, "/product/id"),
        (&payments, &money, "/order/version"),
    ];
    let mut before = Vec::new();
    for (path, body, id) in requests {
        before.push(post(&world, &world.staff, path, body).await.at(id));
    }
    let parts = json!({"orderIds": [order, before[0]]});
    let merged = world.docket.post(merge).bearer(&world.staff).key("box-1").json(&parts);
    merged.send().await.expect(200);

    let members = world.docket.get("/api/members?sellerId=corner-shop").bearer(&world.admin);
    let members = members.send().await.expect(200).at("/members");
    let staff = members.as_array().unwrap().iter().find(|it| it["role"] == "seller").unwrap();
    let path = format!("/api/members/{}", staff["id"].as_str().unwrap());
    let change = json!({"role": "admin", "sellerId": null});
    world.docket.patch(&path).bearer(&world.admin).json(&change).send().await.expect(200);
    world.docket.advance(SignedDuration::from_secs(31)).await;
    let admin = world.docket.token(Person::Shop.phone()).await;

    for ((path, body, id), before) in requests.into_iter().zip(&before) {
        let made = post(&world, &admin, path, body).await;
        assert_eq!(made.header("idempotent-replayed"), "", "{path}");
        assert_ne!(made.at(id), *before, "{path}");
    }
    // The orders are already merged, so the member's new role cannot merge them again.
    let again = world.docket.post(merge).bearer(&admin).key("box-1").json(&parts).send().await;
    assert_ne!(again.status, 200, "{}", again.text);
}

//! Tests sellers with their own account at the provider, and the application fee that the
//! deployment keeps.

use docket_tests::{
    Person,
    world::payments::{Payments, intent_id},
};
use serde_json::{Value, json};

use super::{settle, shared_payments::checkout};

const ACCOUNT: &str = "acct_1GreenValley";

/// Gives the producer its own account, with an application fee of 2.5 %.
async fn with_own_account() -> Payments {
    let world = Payments::open().await;
    let change = json!({"payments": {"account": ACCOUNT, "feeBasisPoints": 250}});
    let call = world.docket.patch("/api/sellers/green-valley").bearer(&world.admin);
    call.json(&change).send().await.expect(200);
    world
}

/// The books of the seller's own account, and the amount captured on the deployment's account.
async fn books(world: &Payments) -> (Value, u64) {
    let books = world.docket.get("/_local/stripe/books").send().await.expect(200).at("/books");
    let of = |own: bool| {
        let mut books = books.as_array().unwrap().iter();
        books.find(|book| (book["account"] == ACCOUNT) == own).cloned().unwrap_or_default()
    };
    (of(true), of(false)["captured"].as_u64().unwrap_or(0))
}

#[tokio::test]
async fn payment_goes_to_the_sellers_account_and_a_refund_returns_its_share_of_the_fee() {
    let world = with_own_account().await;
    let order = world.farm_order().await;
    let intent = world.intent(&order).await;
    assert_eq!(intent["account"], ACCOUNT);
    let path = format!("/_local/stripe/v1/payment_intents/{}/confirm", intent_id(&intent));
    let secret = intent["clientSecret"].as_str().unwrap();
    let call = world.docket.post(&path).header("authorization", "Bearer pk_test_docket");
    let call = call.header("stripe-account", ACCOUNT);
    let call = call.header("content-type", "application/x-www-form-urlencoded");
    call.body(format!("client_secret={secret}&payment_method=pm_card_visa"))
        .send()
        .await
        .expect(200);
    settle(&world).await;
    let total = intent["amount"].as_u64().unwrap();
    let fee = total * 250 / 10_000;
    assert!(fee > 0);
    assert_eq!(world.money(&order).await["status"], "paid");
    let (own, deployments) = books(&world).await;
    assert_eq!((&own["captured"], &own["fees"], deployments), (&json!(total), &json!(fee), 0));
    world.refund(&order, total / 2).await.expect(201);
    settle(&world).await;
    let (own, _) = books(&world).await;
    assert_eq!(own["refunded"], json!(total / 2));
    let returned = own["feesRefunded"].as_u64().unwrap();
    assert!(returned.abs_diff(fee / 2) <= 1, "{own}");
}

#[tokio::test]
async fn checkout_payment_is_refused_when_a_seller_has_its_own_account() {
    let world = with_own_account().await;
    let (group, _) = checkout(&world).await;
    let path = format!("/api/checkouts/{group}/payment-intents");
    let request = world.docket.post(&path).bearer(&world.buyer).send();
    world.docket.refused(request, 409, "conflict: paid_separately").await;
}

#[tokio::test]
async fn account_and_fee_are_changed_only_by_administrators_and_hidden_from_buyers() {
    let world = with_own_account().await;
    let path = "/api/sellers/green-valley";
    let staff = world.docket.signed_in(Person::Producer).await;
    for change in [json!({"account": "acct_1Mine"}), json!({"feeBasisPoints": 0})] {
        let body = json!({"payments": change});
        let request = world.docket.patch(path).bearer(&staff).json(&body).send();
        world.docket.refused(request, 403, "forbidden").await;
    }
    for points in [-1, 10_001] {
        let body = json!({"payments": {"feeBasisPoints": points}});
        let request = world.docket.patch(path).bearer(&world.admin).json(&body).send();
        world.docket.refused(request, 400, "invalid_request").await;
    }
    let read = |token: Option<String>| {
        let call = world.docket.get(path);
        let call = match &token {
            Some(token) => call.bearer(token),
            None => call,
        };
        call.send()
    };
    let shown = read(Some(staff)).await.expect(200).at("/seller/payments");
    assert_eq!((&shown["account"], &shown["feeBasisPoints"]), (&json!(ACCOUNT), &json!(250)));
    for token in [None, Some(world.buyer.clone())] {
        let shown = read(token).await.expect(200).at("/seller/payments");
        assert_eq!((shown.get("account"), shown.get("feeBasisPoints")), (None, None), "{shown}");
    }
}

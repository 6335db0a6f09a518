//! Tests sellers that require payment first: they see an order only when it is paid.

use docket_local::Options;
use docket_tests::{
    Docket, Person, Reply,
    guests::events_of,
    pickup,
    world::{
        BUYER,
        payments::{Payments, intent_id},
    },
};
use serde_json::{Value, json};

use super::{minutes, settle, shared_payments::checkout};

const KITCHEN: &str = "spice-kitchen";

/// A kitchen that requires payment first and must accept within ten minutes.
async fn requiring_payment() -> Payments {
    require_payment(Payments::open().await).await
}

async fn require_payment(world: Payments) -> Payments {
    let change = json!({"acceptWithinMinutes": 10, "payments": {"required": true}});
    set(&world, &change).await.expect(200);
    world
}

async fn set(world: &Payments, change: &Value) -> Reply {
    let path = format!("/api/sellers/{KITCHEN}");
    world.docket.patch(&path).bearer(&world.staff).json(change).send().await
}

/// The ids in a list that is read with this token.
async fn listed(world: &Payments, token: &str, path: &str) -> Vec<String> {
    let reply = world.docket.get(path).bearer(token).send().await.expect(200);
    let orders = reply.at("/orders");
    orders.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

/// The names of the seller's lists that contain the order.
async fn listed_in(world: &Payments, order: &str) -> Vec<&'static str> {
    let staff = world.docket.signed_in(Person::Kitchen).await;
    let phone = BUYER.replace('+', "%2B");
    let mut listed_in = Vec::new();
    for (name, path) in [
        ("all", "/api/orders".to_owned()),
        ("rows", format!("/api/orders?view=row&sellerId={KITCHEN}")),
        ("urgent", format!("/api/orders?sellerId={KITCHEN}&sort=urgency&phase=open")),
        ("by number", format!("/api/orders?q={order}")),
        ("by id", format!("/api/orders?id={order}")),
        ("by phone", format!("/api/orders?phone={phone}")),
        ("customer", format!("/api/orders/customer/{phone}")),
    ] {
        if listed(world, &staff, &path).await.contains(&order.to_owned()) {
            listed_in.push(name);
        }
    }
    listed_in
}

async fn accept(world: &Payments, order: &str) -> Reply {
    let path = format!("/api/orders/{order}/accept");
    let staff = world.docket.signed_in(Person::Kitchen).await;
    world.docket.patch(&path).bearer(&staff).json(&json!({})).send().await
}

async fn stock(world: &Payments) -> u64 {
    world.docket.available("sk-thali").await
}

#[tokio::test]
async fn seller_sees_an_order_only_when_it_is_paid() {
    let world = requiring_payment().await;
    let order = world.kitchen_order().await;
    settle(&world).await;
    assert_eq!(listed_in(&world, &order).await, [""; 0]);
    let messages = world.docket.running.messages(Some(BUYER));
    assert!(messages.iter().any(|it| it.text.contains("waits for payment")), "{messages:?}");
    assert!(listed(&world, &world.buyer, "/api/orders/my-orders").await.contains(&order));
    let first = world.money(&order).await["first"].clone();
    assert_eq!((first["payBy"].is_string(), &first["metAt"]), (true, &Value::Null), "{first}");
    let path = format!("/api/orders/{order}/accept");
    let request = world.docket.patch(&path).bearer(&world.staff).json(&json!({})).send();
    world.docket.refused(request, 409, "payment_required").await;
    // The time to accept begins when the order is paid.
    world.docket.advance(minutes(14)).await;
    world.pay_by_card(&order).await;
    assert_eq!(world.money(&order).await["status"], "authorized");
    let lists = ["all", "rows", "urgent", "by number", "by id", "by phone", "customer"];
    assert_eq!(listed_in(&world, &order).await, lists);
    assert_eq!(events_of(&world.docket, &order, "OrderEscalated").len(), 0);
    world.docket.advance(minutes(11)).await;
    assert_eq!(events_of(&world.docket, &order, "OrderEscalated").len(), 1);
    accept(&world, &order).await.expect(200);
    settle(&world).await;
    assert_eq!(world.money(&order).await["status"], "paid");
}

#[tokio::test]
async fn unpaid_order_is_stopped_and_its_stock_returned() {
    let world = requiring_payment().await;
    let before = stock(&world).await;
    let (never, begun) = (world.kitchen_order().await, world.kitchen_order().await);
    let intent = world.intent(&begun).await;
    assert_ne!(stock(&world).await, before);
    world.docket.advance(minutes(29)).await;
    assert_eq!(world.order(&never).await["status"], "PLACED");
    // The payment intent is cancelled first, and the order a minute later.
    for _ in 0..3 {
        world.docket.advance(minutes(1)).await;
    }
    for order in [&never, &begun] {
        let stopped = world.order(order).await;
        assert_eq!(
            (&stopped["status"], &stopped["cancellation"]["reason"]),
            (&json!("FAILED"), &json!("Not paid in time"))
        );
    }
    let at_provider = world.at_provider(&format!("payment_intents/{}", intent_id(&intent))).await;
    assert_eq!(at_provider["status"], "canceled");
    assert_eq!((stock(&world).await, world.books().await), (before, (0, 0)));
    assert_eq!(listed_in(&world, &begun).await, [""; 0], "its seller never had it");
}

#[tokio::test]
async fn order_is_kept_when_it_is_paid_in_the_last_minute() {
    let world = requiring_payment().await;
    let order = world.kitchen_order().await;
    let intent = world.intent(&order).await;
    world.fault(json!({"kind": "webhooks_late", "seconds": 3600, "times": 9})).await;
    world.docket.advance(minutes(29)).await;
    // Docket gets the webhook only after the time to pay has ended.
    world.confirm_without_settling(&intent, "pm_card_visa").await.expect(200);
    for _ in 0..3 {
        world.docket.advance(minutes(1)).await;
    }
    assert_eq!(world.money(&order).await["status"], "authorized");
    assert_eq!(world.order(&order).await["status"], "PLACED");
    accept(&world, &order).await.expect(200);
}

#[tokio::test]
async fn phone_has_a_limited_number_of_unpaid_orders() {
    let options = Options { production_limits: true, ..Options::default() };
    let world =
        require_payment(Payments::with_admin_and_buyer(Docket::with(options).await).await).await;
    let body = pickup(KITCHEN, BUYER, &[("sk-thali", 1)]);
    let mut orders = Vec::new();
    let refused = loop {
        let reply = world.place(&body).await;
        if reply.status != 201 {
            break reply;
        }
        orders.push(reply.text_at("/order/id"));
        assert!(orders.len() < 20, "no limit");
    };
    refused.problem(429, "too_many_requests");
    // A paid or a cancelled order no longer counts.
    world.pay_by_card(&orders[0]).await;
    world.place(&body).await.expect(201);
    world.place(&body).await.problem(429, "too_many_requests");
    let path = format!("/api/orders/{}/cancel", orders[1]);
    let cancel = world.docket.call("PUT", &path).bearer(&world.buyer).json(&json!({}));
    cancel.send().await.expect(200);
    world.place(&body).await.expect(201);
}

#[tokio::test]
async fn order_waits_for_payment_again_when_the_authorization_expires() {
    let world = requiring_payment().await;
    let order = world.kitchen_order().await;
    world.pay_by_card(&order).await;
    assert!(!listed_in(&world, &order).await.is_empty());
    world.docket.advance(minutes(6 * 24 * 60 + 5)).await;
    // Staff are notified once, a day before.
    assert_eq!(events_of(&world.docket, &order, "PaymentExpiring").len(), 1);
    let path = format!("/api/orders/{order}/admin");
    let admin = world.docket.signed_in(Person::Admin).await;
    let details = world.docket.get(&path).bearer(&admin).send().await.expect(200).at("/payment");
    assert!(details["authorizedUntil"].is_string(), "{details}");
    world.docket.advance(minutes(24 * 60)).await;
    world.docket.advance(minutes(1)).await;
    assert_eq!(events_of(&world.docket, &order, "PaymentExpiring").len(), 1);
    assert_eq!(listed_in(&world, &order).await, [""; 0]);
    accept(&world, &order).await.problem(409, "payment_required");
    for _ in 0..2 {
        world.docket.advance(minutes(31)).await;
    }
    assert_eq!(world.order(&order).await["status"], "FAILED");
    assert_eq!(world.books().await, (0, 0));
}

#[tokio::test]
async fn checkout_order_waits_for_payment_only_at_the_seller_that_requires_it() {
    let world = Payments::open().await;
    let body = json!({"payments": {"required": true}});
    let call = world.docket.patch("/api/sellers/green-valley").bearer(&world.admin);
    call.json(&body).send().await.expect(200);
    let (group, orders) = checkout(&world).await;
    settle(&world).await;
    let staff = world.docket.signed_in(Person::Producer).await;
    let shop = world.docket.signed_in(Person::Shop).await;
    assert!(!listed(&world, &staff, "/api/orders").await.contains(&orders[0]));
    assert!(listed(&world, &shop, "/api/orders").await.contains(&orders[1]));
    // The order is also not included in the total of a list, whoever reads it.
    let admin = world.docket.signed_in(Person::Admin).await;
    let counted = async || {
        let reply = world.docket.get("/api/orders").bearer(&admin).send().await.expect(200);
        reply.at("/pagination/total")
    };
    let before = counted().await.as_u64().unwrap();
    let path = format!("/api/checkouts/{group}/payment-intents");
    let both = world.docket.post(&path).bearer(&world.buyer).send().await.expect(201).json();
    world.confirm_with(&both, "pm_card_visa").await.expect(200);
    assert!(listed(&world, &staff, "/api/orders").await.contains(&orders[0]));
    assert_eq!(counted().await, before + 1);
}

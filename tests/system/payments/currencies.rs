//! Tests every currency that the provider accepts, with its decimals and exceptions, and currencies
//! that it refuses.

use docket_tests::{
    pickup,
    world::{
        BUYER,
        payments::{Payments, intent_id},
    },
};
use serde_json::{Value, json};

/// Currencies with their ISO 4217 decimals, and the ratio of the provider's unit to one minor unit.
/// The ratios follow the provider's documentation, which differs from ISO 4217.
const ACCEPTED: &[(&str, u32, (u64, u64))] = &[
    ("USD", 2, (1, 1)),
    ("EUR", 2, (1, 1)),
    ("GBP", 2, (1, 1)),
    ("INR", 2, (1, 1)),
    ("HUF", 2, (1, 1)),
    ("TWD", 2, (1, 1)),
    ("JPY", 0, (1, 1)),
    ("KRW", 0, (1, 1)),
    ("VND", 0, (1, 1)),
    ("CLP", 0, (1, 1)),
    ("ISK", 0, (100, 1)),
    ("MGA", 2, (1, 100)),
    ("KWD", 3, (1, 1)),
    ("BHD", 3, (1, 1)),
    ("JOD", 3, (1, 1)),
    ("TND", 3, (1, 1)),
];

/// Places an order of one product at this price, at a new seller with this currency. `None` when
/// the currency is refused.
async fn order(world: &Payments, currency: &str, price: u64) -> Option<String> {
    let seller = format!("shop-{}", currency.to_lowercase());
    let body = json!({
        "id": seller, "name": format!("Shop {currency}"), "lifecycle": "shop",
        "currency": currency, "timezone": "UTC",
    });
    let reply = world.docket.post("/api/sellers").bearer(&world.admin).json(&body).send().await;
    if reply.status != 201 && reply.status != 409 {
        return None;
    }
    let product = json!({"sellerId": seller, "name": "Thing", "price": price, "stock": 9});
    let product = world.docket.add_product(&world.admin, &product).await;
    Some(world.placed_order(&pickup(&seller, BUYER, &[(&product, 1)])).await)
}

#[tokio::test]
async fn currency_is_charged_and_refunded_in_the_providers_units() {
    let world = Payments::open().await;
    for &(currency, _, (times, by)) in ACCEPTED {
        let price = 700_000;
        let order = order(&world, currency, price).await.unwrap();
        let intent = world.pay_by_card(&order).await;
        assert_eq!(intent["amount"], price, "{currency}");
        let at_provider =
            world.at_provider(&format!("payment_intents/{}", intent_id(&intent))).await;
        assert_eq!(at_provider["amount_received"], json!(price * times / by), "{currency}");
        assert_eq!(world.money(&order).await["amountPaid"], price, "{currency}");
        world.refund(&order, 30_000).await.expect(201);
        world.docket.running.settle().await.unwrap();
        let list = format!("refunds?payment_intent={}", intent_id(&intent));
        let list = world.at_provider(&list).await;
        assert_eq!(list["data"][0]["amount"], json!(30_000 * times / by), "{currency}");
        let money = world.money(&order).await;
        assert_eq!(money["amountRefunded"], 30_000, "{currency}: {money}");
    }
}

#[tokio::test]
async fn payment_is_refused_with_the_reason_when_the_amount_cannot_be_expressed() {
    let world = Payments::open().await;
    for (currency, price, why) in [
        // The provider accepts only multiples of ten.
        ("KWD", 12_345, "multiple of"),
        ("MGA", 700_050, "multiple of"),
        // The provider's documents contradict each other.
        ("UGX", 700_000, "cannot be paid"),
        ("USD", 1, "at least"),
    ] {
        let order = order(&world, currency, price).await.unwrap();
        let table = world.docket.table().await;
        let refused = world.ask_to_pay(&order).await.problem(409, "payment_not_possible");
        let detail: Value = refused.at("/detail");
        assert!(detail.as_str().unwrap().contains(why), "{currency}: {detail}");
        world.docket.unchanged(&table).await;
    }
}

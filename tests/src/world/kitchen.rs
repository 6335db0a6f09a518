//! A kitchen with a buyer, and orders that are paid for with a voucher.

use super::{BUYER, World, extends_world};
use crate::{Reply, pickup};
use serde_json::{Value, json};

/// A kitchen's world.
pub struct Kitchen(World);

extends_world!(Kitchen, Kitchen, Shop);

impl Kitchen {
    /// Changes the kitchen's settings.
    pub async fn settings(&self, settings: Value) {
        self.set("spice-kitchen", &settings).await;
    }

    /// The buyer's order of two thalis, `PLACED`.
    pub async fn placed(&self) -> String {
        self.placed_order(&thalis()).await
    }

    /// The same, paid for in part with a voucher and the rest in cash.
    pub async fn paid(&self) -> String {
        let voucher = json!({"sellerId": "spice-kitchen", "code": "SPRING", "amount": 200});
        let made = self.desk.post("/api/vouchers").bearer(&self.staff).json(&voucher);
        let made = made.send().await;
        assert!(matches!(made.status, 201 | 409), "{}", made.text);
        let mut body = thalis();
        body["vouchers"] = json!(["SPRING"]);
        let id = self.placed_order(&body).await;
        self.pay(&id, 2500).await;
        id
    }

    /// Comes in by one of an order's doors.
    pub async fn knock(&self, token: &str, id: &str, door: &str, body: Value) -> Reply {
        let path = format!("/api/orders/{id}/{door}");
        self.desk.patch(&path).bearer(token).json(&body).send().await
    }
}

/// Two thalis to be fetched.
pub fn thalis() -> Value {
    pickup("spice-kitchen", BUYER, &[("sk-thali", 2)])
}

/// Two thalis to be brought.
pub fn delivered() -> Value {
    let mut body = thalis();
    body["fulfilment"] = json!({
        "method": "delivery", "zoneId": "north",
        "address": {
            "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
            "postalCode": "02110", "country": "US",
        },
    });
    body
}

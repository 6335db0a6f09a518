//! A kitchen with a buyer, and orders that are paid for with a voucher.

use super::{BUYER, World, extends_world};
use crate::{Reply, pickup};
use serde_json::{Value, json};

/// A kitchen with its buyer and staff.
pub struct Kitchen(World);

extends_world!(Kitchen, Kitchen, Shop);

impl Kitchen {
    /// Changes the kitchen's settings.
    pub async fn settings(&self, settings: Value) {
        self.set("spice-kitchen", &settings).await;
    }

    /// Places the buyer's order of two thalis.
    pub async fn placed(&self) -> String {
        self.placed_order(&thalis()).await
    }

    /// Places the buyer's order of two thalis, which is paid with a voucher and cash.
    pub async fn paid(&self) -> String {
        let voucher = json!({"sellerId": "spice-kitchen", "code": "SPRING", "amount": 200});
        let made = self.docket.post("/api/vouchers").bearer(&self.staff).json(&voucher);
        let made = made.send().await;
        assert!(matches!(made.status, 201 | 409), "{}", made.text);
        let mut body = thalis();
        body["vouchers"] = json!(["SPRING"]);
        let id = self.placed_order(&body).await;
        self.pay(&id, 2500).await;
        id
    }

    /// Sends a PATCH to the path of an action on an order.
    pub async fn request_action(&self, token: &str, id: &str, action: &str, body: Value) -> Reply {
        let path = format!("/api/orders/{id}/{action}");
        self.docket.patch(&path).bearer(token).json(&body).send().await
    }
}

/// The body of a pickup order of two thalis.
pub fn thalis() -> Value {
    pickup("spice-kitchen", BUYER, &[("sk-thali", 2)])
}

/// The body of a delivery order of two thalis.
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

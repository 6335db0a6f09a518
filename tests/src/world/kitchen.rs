//! A kitchen with a buyer, and orders that are paid for with a voucher.

use crate::{Desk, Person, Reply, pickup};
use serde_json::{Value, json};

/// The buyer's phone.
pub const PHONE: &str = "+12025550142";

/// Everybody, signed in.
pub struct World {
    pub desk: Desk,
    pub buyer: String,
    pub staff: String,
    pub admin: String,
}

impl World {
    pub async fn open() -> Self {
        Self::at(Desk::open().await).await
    }

    pub async fn at(desk: Desk) -> Self {
        Self {
            buyer: desk.token(PHONE).await,
            staff: desk.sign_in(Person::Kitchen).await,
            admin: desk.sign_in(Person::Admin).await,
            desk,
        }
    }

    /// Changes the kitchen's settings.
    pub async fn set(&self, settings: Value) {
        let patch = self.desk.patch("/api/sellers/spice-kitchen").bearer(&self.staff);
        patch.json(&settings).send().await.expect(200);
    }

    /// Places the buyer's order of a body.
    pub async fn place(&self, body: &Value) -> Reply {
        self.desk.post("/api/orders").bearer(&self.buyer).json(body).send().await
    }

    /// The buyer's order of two thalis, `PLACED`.
    pub async fn placed(&self) -> String {
        self.place(&thalis()).await.expect(201).text_at("/order/id")
    }

    /// The same, paid for in part with a voucher and the rest in cash.
    pub async fn paid(&self) -> String {
        let voucher = json!({"sellerId": "spice-kitchen", "code": "SPRING", "amount": 200});
        let made = self.desk.post("/api/vouchers").bearer(&self.staff).json(&voucher);
        let made = made.send().await;
        assert!(matches!(made.status, 201 | 409), "{}", made.text);
        let mut body = thalis();
        body["vouchers"] = json!(["SPRING"]);
        let id = self.place(&body).await.expect(201).text_at("/order/id");
        let cash = json!({"amount": 2500, "method": "cash"});
        let pay = self.desk.post(&format!("/api/orders/{id}/payments")).bearer(&self.staff);
        pay.json(&cash).send().await.expect(201);
        id
    }

    /// Comes in by one of an order's doors.
    pub async fn knock(&self, token: &str, id: &str, door: &str, body: Value) -> Reply {
        let path = format!("/api/orders/{id}/{door}");
        self.desk.patch(&path).bearer(token).json(&body).send().await
    }

    /// Puts an order into a status.
    pub async fn force(&self, id: &str, status: &str) -> Reply {
        let body = json!({"status": status, "reason": "by phone"});
        let path = format!("/api/orders/admin/{id}/status");
        self.desk.patch(&path).bearer(&self.admin).json(&body).send().await
    }

    /// An order's audit trail.
    pub async fn history(&self, id: &str) -> Vec<Value> {
        let path = format!("/api/orders/{id}/history");
        let reply = self.desk.get(&path).bearer(&self.admin).send().await.expect(200);
        reply.at("/history").as_array().unwrap().clone()
    }
}

/// Two thalis to be fetched.
pub fn thalis() -> Value {
    pickup("spice-kitchen", PHONE, &[("sk-thali", 2)])
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

//! A running Docket with everybody signed in.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::{Desk, Person, pickup};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// The phone of the buyer whose orders these tests are about.
pub const OWNER: &str = "+12025550142";
/// The phone of somebody else.
pub const STRANGER: &str = "+12025550143";

/// The member who drives for the demo's kitchen.
pub const DRIVER: &str = "demo-spice-kitchen-driver";

/// Everybody, signed in.
pub struct World {
    /// Docket.
    pub desk: Desk,
    /// Tokens.
    pub admin: String,
    pub staff: String,
    pub other_staff: String,
    pub driver: String,
    pub owner: String,
    pub stranger: String,
    /// A token of the owner that is over.
    pub expired: String,
}

impl World {
    /// Opens it; sixteen minutes pass, so that the first token expires.
    pub async fn open() -> Self {
        let desk = Desk::open().await;
        let expired = desk.token(OWNER).await;
        desk.advance(SignedDuration::from_mins(16)).await;
        Self {
            admin: desk.sign_in(Person::Admin).await,
            staff: desk.sign_in(Person::Producer).await,
            other_staff: desk.sign_in(Person::Shop).await,
            driver: desk.sign_in(Person::Driver).await,
            owner: desk.token(OWNER).await,
            stranger: desk.token(STRANGER).await,
            expired,
            desk,
        }
    }

    /// A new order of the owner, `pending` at the producer.
    pub async fn pending(&self) -> String {
        let body = pickup("green-valley", OWNER, &[("gv-eggs", 1)]);
        let placed = self.desk.post("/api/orders").bearer(&self.owner).json(&body).send().await;
        let placed = placed.expect(201);
        assert_eq!(placed.at("/order/status"), "pending");
        placed.text_at("/order/id")
    }

    /// A new order of a guest who has not given the code, and the guest's phone.
    pub async fn unverified(&self) -> (String, String) {
        let phone = phone();
        let placed = self.desk.order(&pickup("green-valley", &phone, &[("gv-eggs", 1)])).await;
        (placed.expect(201).text_at("/order/id"), phone)
    }

    /// A new order of the owner, `READY` at the kitchen and to be delivered.
    pub async fn cooked(&self) -> String {
        let mut body = pickup("spice-kitchen", OWNER, &[("sk-thali", 1)]);
        body["fulfilment"] = json!({"method": "delivery", "address": {
            "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
            "postalCode": "02110", "country": "US",
        }});
        let placed = self.desk.post("/api/orders").bearer(&self.owner).json(&body).send().await;
        let id = placed.expect(201).text_at("/order/id");
        for status in ["ACCEPTED", "READY"] {
            self.desk.set_status(&self.admin, &id, status).await.expect(200);
        }
        id
    }

    /// The token, damaged so that only its signature tells.
    pub fn forged(&self) -> String {
        forge(&self.admin)
    }
}

/// A phone that no test has used yet.
pub fn phone() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("+1415555{:04}", 2000 + NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A token with another signature.
pub fn forge(token: &str) -> String {
    let (body, signature) = token.rsplit_once('.').unwrap();
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    format!("{body}.{first}{}", &signature[1..])
}

/// A product body for `seller`.
pub fn product(seller: &str) -> Value {
    json!({"sellerId": seller, "name": "Jam", "price": 500, "stock": 9})
}

/// The id of a cart line's product that everybody can order.
pub const PRODUCT: &str = "gv-honey";

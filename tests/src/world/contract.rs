//! A running Docket with everybody signed in.

use std::{
    ops::Deref,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{BUYER, OTHER, World};
use crate::{Desk, Person, pickup};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// Everybody whom a route may meet.
pub struct Everybody {
    world: World,
    /// The token of the bearer of [`OTHER`].
    pub stranger: String,
    /// A token of the buyer that is over.
    pub expired: String,
}

impl Deref for Everybody {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl Everybody {
    /// Opens it; sixteen minutes pass, so that the first token expires.
    pub async fn open() -> Self {
        let desk = Desk::open().await;
        let expired = desk.token(BUYER).await;
        desk.advance(SignedDuration::from_mins(16)).await;
        let stranger = desk.token(OTHER).await;
        Self { world: World::of(desk, Person::Producer, Person::Shop).await, stranger, expired }
    }

    /// A new order of the owner, `pending` at the producer.
    pub async fn pending(&self) -> String {
        let body = pickup("green-valley", BUYER, &[("gv-eggs", 1)]);
        let placed = self.place(&body).await.expect(201);
        assert_eq!(placed.at("/order/status"), "pending");
        placed.text_at("/order/id")
    }

    /// A new order of a guest who has not given the code, and the guest's phone.
    pub async fn unverified(&self) -> (String, String) {
        let phone = phone();
        let placed = self.desk.order(&pickup("green-valley", &phone, &[("gv-honey", 1)])).await;
        (placed.expect(201).text_at("/order/id"), phone)
    }

    /// A new order of the owner, `READY` at the kitchen and to be delivered.
    pub async fn cooked(&self) -> String {
        let mut body = pickup("spice-kitchen", BUYER, &[("sk-thali", 1)]);
        body["fulfilment"] = json!({"method": "delivery", "address": {
            "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
            "postalCode": "02110", "country": "US",
        }});
        let id = self.placed_order(&body).await;
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

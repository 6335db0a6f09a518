//! A running Docket with every kind of caller signed in.

use std::{
    ops::Deref,
    sync::atomic::{AtomicU32, Ordering},
};

use super::{BUYER, OTHER, World};
use crate::{Docket, Person, pickup};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// Every kind of caller that a route may get.
pub struct Everybody {
    world: World,
    /// The token of the bearer of [`OTHER`].
    pub stranger: String,
    /// An expired token of the buyer.
    pub expired: String,
}

impl Deref for Everybody {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl Everybody {
    /// Starts Docket and moves the clock by sixteen minutes, so that the first token expires.
    pub async fn open() -> Self {
        let docket = Docket::open().await;
        let expired = docket.token(BUYER).await;
        docket.advance(SignedDuration::from_mins(16)).await;
        let stranger = docket.token(OTHER).await;
        Self { world: World::of(docket, Person::Producer, Person::Shop).await, stranger, expired }
    }

    /// Places an order of the buyer at the producer, in its first status.
    pub async fn pending(&self) -> String {
        let body = pickup("green-valley", BUYER, &[("gv-eggs", 1)]);
        let placed = self.place(&body).await.expect(201);
        assert_eq!(placed.at("/order/status"), "pending");
        placed.text_at("/order/id")
    }

    /// Places an order of a guest who has not verified it. Returns the order's id and the guest's
    /// phone.
    pub async fn unverified(&self) -> (String, String) {
        let phone = phone();
        let placed = self.docket.order(&pickup("green-valley", &phone, &[("gv-honey", 1)])).await;
        (placed.expect(201).text_at("/order/id"), phone)
    }

    /// Places a delivery order of the buyer at the kitchen and moves it to the status that waits
    /// for a driver.
    pub async fn cooked(&self) -> String {
        let mut body = pickup("spice-kitchen", BUYER, &[("sk-thali", 1)]);
        body["fulfilment"] = json!({"method": "delivery", "address": {
            "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
            "postalCode": "02110", "country": "US",
        }});
        let id = self.placed_order(&body).await;
        for status in ["ACCEPTED", "READY"] {
            self.docket.set_status(&self.admin, &id, status).await.expect(200);
        }
        id
    }

    /// The administrator's token with a wrong signature. Everything else in it is valid.
    pub fn forged(&self) -> String {
        forge(&self.admin)
    }
}

/// A phone number that no other test uses.
pub fn phone() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("+1415555{:04}", 2000 + NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A token with a wrong signature.
pub fn forge(token: &str) -> String {
    let (body, signature) = token.rsplit_once('.').unwrap();
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    format!("{body}.{first}{}", &signature[1..])
}

/// The body of a new product of `seller`.
pub fn product(seller: &str) -> Value {
    json!({"sellerId": seller, "name": "Jam", "price": 500, "stock": 9})
}

/// The id of a cart line's product that everybody can order.
pub const PRODUCT: &str = "gv-honey";

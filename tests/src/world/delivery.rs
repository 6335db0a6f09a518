//! A kitchen with its staff and drivers, and orders that wait for delivery.

use std::sync::atomic::{AtomicU32, Ordering};

use super::{BUYER, DRIVER, World, extends_world};
use crate::{Docket, Reply};
use serde_json::{Value, json};

/// A kitchen that delivers its orders in batches.
pub struct Dispatch(World);

extends_world!(Dispatch, Kitchen, Shop);

impl Dispatch {
    /// Returns the running Docket.
    pub fn into_desk(self) -> Docket {
        self.0.docket
    }

    /// Adds another driver of the kitchen. Returns the member id and a token.
    pub async fn driver(&self) -> (String, String) {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let phone = format!("+1415555{:04}", 3000 + NEXT.fetch_add(1, Ordering::Relaxed));
        let body = json!({
            "name": "Eve", "phone": phone, "role": "driver", "sellerId": "spice-kitchen",
        });
        let added = self.docket.post("/api/members").bearer(&self.admin).json(&body).send().await;
        let id = added.expect(201).text_at("/member/id");
        let token = self.docket.token(&phone).await;
        let accepted = self.docket.accept(&token, &id).await.expect(200);
        (id, accepted.text_at("/accessToken"))
    }

    /// Places an order for delivery that the kitchen prepares.
    pub async fn preparing(&self, zone: Option<&str>) -> String {
        self.preparing_for(zone, json!({})).await
    }

    /// Places an order for delivery with these additional fields, and moves it until the kitchen
    /// prepares it.
    pub async fn preparing_for(&self, zone: Option<&str>, more: Value) -> String {
        let mut fulfilment = json!({"method": "delivery", "address": {
            "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
            "postalCode": "02110", "country": "US",
        }});
        if let Some(zone) = zone {
            fulfilment["zoneId"] = json!(zone);
        }
        let mut body = json!({
            "sellerId": "spice-kitchen",
            "items": [{"productId": "sk-thali", "quantity": 1}],
            "customer": {"name": "Ada", "phone": BUYER},
            "fulfilment": fulfilment,
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let id = self.placed_order(&body).await;
        self.docket.set_status(&self.staff, &id, "ACCEPTED").await.expect(200);
        id
    }

    /// Places an order that waits for a driver.
    pub async fn ready(&self, zone: Option<&str>) -> String {
        let id = self.preparing(zone).await;
        self.docket.set_status(&self.staff, &id, "READY").await.expect(200);
        id
    }

    /// Places this many of these orders.
    pub async fn ready_orders(&self, count: usize) -> Vec<String> {
        let mut orders = Vec::new();
        for _ in 0..count {
            orders.push(self.ready(None).await);
        }
        orders
    }

    /// Creates a batch.
    pub async fn create(&self, token: &str, body: &Value) -> Reply {
        self.docket.post("/api/delivery/batches").bearer_if(token).json(body).send().await
    }

    /// Creates a batch of these orders with the driver Dan.
    pub async fn batch(&self, orders: &[String]) -> String {
        let body = json!({"orderIds": orders, "driverId": DRIVER});
        self.create(&self.staff, &body).await.expect(201).text_at("/batch/id")
    }

    /// Changes a batch.
    pub async fn change(&self, token: &str, batch: &str, what: &str, body: &Value) -> Reply {
        let path = format!("/api/delivery/batches/{batch}/{what}");
        self.docket.patch(&path).bearer_if(token).json(body).send().await
    }

    /// Picks up a batch.
    pub async fn pick_up(&self, token: &str, batch: &str) -> Reply {
        self.change(token, batch, "pickup", &json!({})).await
    }

    /// Reads a batch with this token.
    pub async fn read(&self, token: &str, batch: &str) -> Reply {
        self.docket.get(&format!("/api/delivery/batches/{batch}")).bearer_if(token).send().await
    }

    /// Reports the delivery status of one order as its driver.
    pub async fn step(&self, token: &str, order: &str, status: &str) -> Reply {
        let path = format!("/api/delivery/orders/{order}/status");
        let body = json!({"status": status});
        self.docket.patch(&path).bearer_if(token).json(&body).send().await
    }
}

/// The statuses of an order's timeline.
pub fn statuses(order: &Value) -> Vec<String> {
    let timeline = order["statusTimeline"].as_array().unwrap();
    timeline.iter().map(|entry| entry["status"].as_str().unwrap().to_owned()).collect()
}

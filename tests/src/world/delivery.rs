//! A kitchen with its people, and orders that wait to be brought.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::{Desk, Person, Reply};
use serde_json::{Value, json};

/// The member who drives for the demo's kitchen.
pub const DAN: &str = "demo-spice-kitchen-driver";
pub const BUYER: &str = "+12025550142";

/// Everybody, signed in.
pub struct World {
    pub desk: Desk,
    pub admin: String,
    pub staff: String,
    pub other_staff: String,
    pub dan: String,
    pub buyer: String,
}

impl World {
    pub async fn open() -> Self {
        Self::of(Desk::open().await).await
    }

    /// Everybody, signed in anew.
    pub async fn of(desk: Desk) -> Self {
        Self {
            admin: desk.sign_in(Person::Admin).await,
            staff: desk.sign_in(Person::Kitchen).await,
            other_staff: desk.sign_in(Person::Shop).await,
            dan: desk.sign_in(Person::Driver).await,
            buyer: desk.token(BUYER).await,
            desk,
        }
    }

    /// Another driver of the kitchen: the id and a token.
    pub async fn driver(&self) -> (String, String) {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let phone = format!("+1415555{:04}", 3000 + NEXT.fetch_add(1, Ordering::Relaxed));
        let body = json!({
            "name": "Eve", "phone": phone, "role": "driver", "sellerId": "spice-kitchen",
        });
        let added = self.desk.post("/api/members").bearer(&self.admin).json(&body).send().await;
        let id = added.expect(201).text_at("/member/id");
        let token = self.desk.token(&phone).await;
        let accepted = self.desk.accept(&token, &id).await.expect(200);
        (id, accepted.text_at("/accessToken"))
    }

    /// A new order for delivery that the kitchen has begun.
    pub async fn preparing(&self, zone: Option<&str>) -> String {
        self.preparing_for(zone, json!({})).await
    }

    /// The same with other fields.
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
        let placed = self.desk.post("/api/orders").bearer(&self.buyer).json(&body).send().await;
        let id = placed.expect(201).text_at("/order/id");
        self.desk.set_status(&self.staff, &id, "ACCEPTED").await.expect(200);
        id
    }

    /// A new order that waits to be picked up.
    pub async fn ready(&self, zone: Option<&str>) -> String {
        let id = self.preparing(zone).await;
        self.desk.set_status(&self.staff, &id, "READY").await.expect(200);
        id
    }

    /// So many of them.
    pub async fn ready_orders(&self, count: usize) -> Vec<String> {
        let mut orders = Vec::new();
        for _ in 0..count {
            orders.push(self.ready(None).await);
        }
        orders
    }

    pub async fn create(&self, token: &str, body: &Value) -> Reply {
        self.desk.post("/api/delivery/batches").bearer_if(token).json(body).send().await
    }

    /// A batch of these orders, with Dan as its driver.
    pub async fn batch(&self, orders: &[String]) -> String {
        let body = json!({"orderIds": orders, "driverId": DAN});
        self.create(&self.staff, &body).await.expect(201).text_at("/batch/id")
    }

    /// A change of a batch.
    pub async fn change(&self, token: &str, batch: &str, what: &str, body: &Value) -> Reply {
        let path = format!("/api/delivery/batches/{batch}/{what}");
        self.desk.patch(&path).bearer_if(token).json(body).send().await
    }

    pub async fn pick_up(&self, token: &str, batch: &str) -> Reply {
        self.change(token, batch, "pickup", &json!({})).await
    }

    pub async fn read(&self, token: &str, batch: &str) -> Reply {
        self.desk.get(&format!("/api/delivery/batches/{batch}")).bearer_if(token).send().await
    }

    pub async fn step(&self, token: &str, order: &str, status: &str) -> Reply {
        let path = format!("/api/delivery/orders/{order}/status");
        let body = json!({"status": status});
        self.desk.patch(&path).bearer_if(token).json(&body).send().await
    }

    /// An order as an administrator sees it.
    pub async fn order(&self, id: &str) -> Value {
        self.desk.read_order(&self.admin, id).await.expect(200).at("/order")
    }
}

/// The statuses of an order's timeline.
pub fn statuses(order: &Value) -> Vec<String> {
    let timeline = order["statusTimeline"].as_array().unwrap();
    timeline.iter().map(|entry| entry["status"].as_str().unwrap().to_owned()).collect()
}

//! A farm with its buyer and staff, and steps that change orders.

use std::sync::atomic::{AtomicU32, Ordering};

use super::{BUYER, World, extends_world};
use crate::{Reply, pickup};
use serde_json::{Value, json};

/// The farm's seller id.
pub const FARM: &str = "green-valley";

/// A farm with its buyer and staff.
pub struct Farm(World);

extends_world!(Farm, Producer, Shop);

/// A phone number that no other test uses.
pub fn phone() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("+1415555{:04}", 1000 + NEXT.fetch_add(1, Ordering::Relaxed))
}

impl Farm {
    /// Places the buyer's order of these lines and returns it.
    pub async fn placed(&self, lines: &[(&str, u32)]) -> Value {
        self.placed_with_body(&pickup(FARM, BUYER, lines)).await
    }

    /// Places the buyer's order with this body and returns it.
    pub async fn placed_with_body(&self, body: &Value) -> Value {
        self.place(body).await.expect(201).at("/order")
    }

    /// Updates an order.
    pub async fn update(&self, token: &str, order: &Value, body: &Value) -> Reply {
        let path = format!("/api/orders/{}", order["id"].as_str().unwrap());
        self.docket.call("PUT", &path).bearer_if(token).json(body).send().await
    }

    /// Updates an order as its buyer.
    pub async fn change(&self, order: &Value, body: Value) -> Reply {
        self.update(&self.buyer, order, &body).await
    }

    /// Replaces the line items of an order.
    pub async fn hold(&self, token: &str, order: &Value, lines: &[(&str, u32)]) -> Reply {
        self.update(token, order, &json!({"items": items(lines)})).await
    }

    /// Reads the order again.
    pub async fn read(&self, order: &Value) -> Value {
        self.order(order["id"].as_str().unwrap()).await
    }

    /// The lines of the order's audit log.
    pub async fn history_lines(&self, order: &Value) -> Vec<Value> {
        self.history(order["id"].as_str().unwrap()).await
    }

    /// Adds a product of the farm with this stock.
    pub async fn product(&self, stock: u32, more: &Value) -> String {
        let mut body = json!({"sellerId": FARM, "name": "Cider", "price": 500, "stock": stock});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.docket.add_product(&self.staff, &body).await
    }

    /// Adjusts the stock of a product: a positive change adds stock, a negative one writes it off.
    pub async fn restock(&self, product: &str, change: i64) -> Reply {
        let path = format!("/api/products/{product}/stock");
        let body = json!({"change": change, "reason": "counted"});
        self.docket.post(&path).bearer(&self.staff).json(&body).send().await
    }
}

/// The `items` of a request body from products and quantities.
pub fn items(lines: &[(&str, u32)]) -> Value {
    let line =
        |(product, quantity): &(&str, u32)| json!({"productId": product, "quantity": quantity});
    lines.iter().map(line).collect()
}

/// The product, quantity and unit price of each line item.
pub fn lines(order: &Value) -> Vec<(String, u64, u64)> {
    let line = |line: &Value| {
        let number = |name: &str| line[name].as_u64().unwrap();
        let product = line["productId"].as_str().unwrap().to_owned();
        (product, number("quantity"), number("unitPrice"))
    };
    order["items"].as_array().unwrap().iter().map(line).collect()
}

//! Four sellers with a buyer, their staff and an administrator.

use super::{BUYER, World, extends_world};
use crate::{Reply, pickup};
use serde_json::{Value, json};

/// A shop with its buyer and staff.
pub struct Shop(World);

extends_world!(Shop, Shop, Producer);

impl Shop {
    /// Places the buyer's order of these products of the shop.
    pub async fn placed(&self, lines: &[(&str, u32)]) -> String {
        let body = pickup("corner-shop", BUYER, lines);
        self.placed_order(&body).await
    }

    /// Gives the shop a delivery fee, a packaging fee and 7.5 % of tax.
    pub async fn with_charges(&self) {
        let charges = json!({"charges": {
            "deliveryFee": 0, "packagingFee": 101, "taxBasisPoints": 750,
        }});
        self.set("corner-shop", &charges).await;
    }

    /// Adds a voucher of the shop for an amount in minor units.
    pub async fn voucher(&self, code: &str, amount: u64, uses: u32) {
        let voucher = json!({
            "sellerId": "corner-shop", "code": code, "amount": amount, "usesLeft": uses,
            "perCustomer": 5,
        });
        let call = self.docket.post("/api/vouchers").bearer(&self.staff).json(&voucher);
        call.send().await.expect(201);
    }

    /// How many uses a voucher of the shop has left.
    pub async fn uses_left(&self, code: &str) -> u64 {
        let path = format!("/api/vouchers/corner-shop~{code}");
        let reply = self.docket.get(&path).bearer(&self.staff).send().await.expect(200);
        reply.at("/voucher/usesLeft").as_u64().unwrap()
    }

    /// Splits lines off an order.
    pub async fn split(&self, token: &str, id: &str, items: Value) -> Reply {
        let call = self.docket.post(&format!("/api/orders/{id}/split")).bearer_if(token);
        call.json(&json!({"items": items})).send().await
    }

    /// Merges orders.
    pub async fn merge(&self, token: &str, ids: &[&str]) -> Reply {
        let call = self.docket.post("/api/orders/merge").bearer_if(token);
        call.json(&json!({"orderIds": ids})).send().await
    }

    /// Asserts that a merge is refused with this problem and changes nothing.
    pub async fn refused_merge(&self, token: &str, ids: &[&str], status: u16, code: &str) -> Reply {
        self.docket.refused(self.merge(token, ids), status, code).await
    }

    /// Places a checkout as a guest.
    pub async fn check_out(&self, body: &Value) -> Reply {
        self.docket.post("/api/checkouts").json(body).send().await
    }

    /// Cancels an order as staff.
    pub async fn cancel(&self, id: &str) -> Reply {
        let call = self.docket.patch(&format!("/api/orders/{id}/cancel")).bearer(&self.staff);
        call.json(&json!({"reason": "sold out"})).send().await
    }

    /// A product's stock: available, and taken but not returned.
    pub async fn stock(&self, product: &str) -> (u64, u64) {
        let found = self.docket.product(&self.admin, product).await;
        let of = |name: &str| found["stock"][name].as_u64().unwrap();
        let away = of("taken") - of("returned");
        assert_eq!(of("received"), of("available") + away + of("writtenOff"), "{found}");
        (of("available"), away)
    }

    /// The types of an order's events, in order.
    pub async fn events(&self, id: &str) -> Vec<String> {
        self.docket.running.settle().await.unwrap();
        let events = self.docket.running.events().into_iter();
        let own = events.filter(|it| it.detail["order"]["id"] == *id);
        // The bus lists the newest event first.
        let mut names: Vec<_> = own.map(|it| it.detail_type).collect();
        names.reverse();
        names
    }
}

/// A number at a JSON pointer.
pub fn count(value: &Value, pointer: &str) -> u64 {
    value.pointer(pointer).and_then(Value::as_u64).unwrap_or_else(|| panic!("{pointer} in {value}"))
}

/// The body of a guest's checkout with three sellers.
pub fn three(phone: &str) -> Value {
    let part = |seller: &str, product: &str, quantity: u32| {
        json!({
            "sellerId": seller,
            "items": [{"productId": product, "quantity": quantity}],
            "fulfilment": {"method": "pickup"},
        })
    };
    json!({
        "sellers": [
            part("green-valley", "gv-honey", 2),
            part("corner-shop", "cs-coffee", 1),
            part("craft-market", "cm-bowl", 3),
        ],
        "customer": {"name": "Ada Guest", "phone": phone},
    })
}

/// The ids of a checkout's orders.
pub fn ids(reply: &Reply) -> Vec<String> {
    let orders = reply.at("/checkout/orders");
    orders.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

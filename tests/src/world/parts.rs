//! Four sellers with a buyer, their staff and an administrator.

use crate::{Desk, Person, Reply, pickup};
use serde_json::{Value, json};

/// The buyer's phone.
pub const PHONE: &str = "+12025550142";
/// A guest's phone.
pub const GUEST: &str = "+12025550143";

/// Everybody, signed in.
pub struct World {
    pub desk: Desk,
    pub admin: String,
    pub staff: String,
    pub other_staff: String,
    pub driver: String,
    pub buyer: String,
}

impl World {
    pub async fn open() -> Self {
        Self::at(Desk::open().await).await
    }

    pub async fn at(desk: Desk) -> Self {
        Self {
            admin: desk.signed_in(Person::Admin).await,
            staff: desk.sign_in(Person::Shop).await,
            other_staff: desk.sign_in(Person::Producer).await,
            driver: desk.sign_in(Person::Driver).await,
            buyer: desk.token(PHONE).await,
            desk,
        }
    }

    /// The buyer's order of these products of the shop, `pending`.
    pub async fn placed(&self, lines: &[(&str, u32)]) -> String {
        let body = pickup("corner-shop", PHONE, lines);
        self.place(&body).await
    }

    pub async fn place(&self, body: &Value) -> String {
        let reply = self.desk.post("/api/orders").bearer(&self.buyer).json(body).send().await;
        reply.expect(201).text_at("/order/id")
    }

    /// The shop takes a delivery fee, a packaging fee and 7.5 % of tax.
    pub async fn with_charges(&self) {
        let charges = json!({"charges": {
            "deliveryFee": 0, "packagingFee": 101, "taxBasisPoints": 750,
        }});
        let call = self.desk.patch("/api/sellers/corner-shop").bearer(&self.staff);
        call.json(&charges).send().await.expect(200);
    }

    /// A voucher of the shop that takes off an amount.
    pub async fn voucher(&self, code: &str, amount: u64, uses: u32) {
        let voucher = json!({
            "sellerId": "corner-shop", "code": code, "amount": amount, "usesLeft": uses,
            "perCustomer": 5,
        });
        let call = self.desk.post("/api/vouchers").bearer(&self.staff).json(&voucher);
        call.send().await.expect(201);
    }

    /// How many uses a voucher of the shop has left.
    pub async fn uses_left(&self, code: &str) -> u64 {
        let path = format!("/api/vouchers/corner-shop~{code}");
        let reply = self.desk.get(&path).bearer(&self.staff).send().await.expect(200);
        reply.at("/voucher/usesLeft").as_u64().unwrap()
    }

    pub async fn pay(&self, id: &str, amount: u64) {
        let call = self.desk.post(&format!("/api/orders/{id}/payments")).bearer(&self.staff);
        call.json(&json!({"amount": amount, "method": "cash"})).send().await.expect(201);
    }

    pub async fn split(&self, token: &str, id: &str, items: Value) -> Reply {
        let call = self.desk.post(&format!("/api/orders/{id}/split")).bearer_if(token);
        call.json(&json!({"items": items})).send().await
    }

    pub async fn merge(&self, token: &str, ids: &[&str]) -> Reply {
        let call = self.desk.post("/api/orders/merge").bearer_if(token);
        call.json(&json!({"orderIds": ids})).send().await
    }

    /// That a merge is refused so, and changes nothing.
    pub async fn refused_merge(&self, token: &str, ids: &[&str], status: u16, code: &str) -> Reply {
        self.desk.refused(self.merge(token, ids), status, code).await
    }

    pub async fn check_out(&self, body: &Value) -> Reply {
        self.desk.post("/api/checkouts").json(body).send().await
    }

    /// An order as an administrator sees it.
    pub async fn order(&self, id: &str) -> Value {
        // The token of the beginning may be over by then.
        let admin = self.desk.signed_in(Person::Admin).await;
        self.desk.read_order(&admin, id).await.expect(200).at("/order")
    }

    pub async fn history(&self, id: &str) -> Vec<Value> {
        let path = format!("/api/orders/{id}/history");
        let reply = self.desk.get(&path).bearer(&self.admin).send().await.expect(200);
        reply.at("/history").as_array().unwrap().clone()
    }

    pub async fn cancel(&self, id: &str) -> Reply {
        let call = self.desk.patch(&format!("/api/orders/{id}/cancel")).bearer(&self.staff);
        call.json(&json!({"reason": "sold out"})).send().await
    }

    /// Where a product's stock went: available, taken and not returned.
    pub async fn stock(&self, product: &str) -> (u64, u64) {
        let found = self.desk.product(&self.admin, product).await;
        let of = |name: &str| found["stock"][name].as_u64().unwrap();
        let away = of("taken") - of("returned");
        assert_eq!(of("received"), of("available") + away + of("writtenOff"), "{found}");
        (of("available"), away)
    }

    /// The names of the events of an order, in their order.
    pub async fn events(&self, id: &str) -> Vec<String> {
        self.desk.running.settle().await.unwrap();
        let events = self.desk.running.events().into_iter();
        let own = events.filter(|it| it.detail["order"]["id"] == *id);
        // The bus tells the newest first.
        let mut names: Vec<_> = own.map(|it| it.detail_type).collect();
        names.reverse();
        names
    }
}

/// A number at a JSON pointer.
pub fn count(value: &Value, pointer: &str) -> u64 {
    value.pointer(pointer).and_then(Value::as_u64).unwrap_or_else(|| panic!("{pointer} in {value}"))
}

/// A guest's checkout with three sellers.
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

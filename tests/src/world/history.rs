//! An order with many changes.

use std::collections::HashMap;

use crate::{Docket, Person, Reply, pickup};
use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Value, json};

/// The guest's phone.
pub const PHONE: &str = "+12025550142";
/// The number of jars of honey in the order.
pub const JARS: u32 = 2;

/// The changes that are repeated on the order.
pub const ROUND: [&str; 6] = ["confirmed", "preparing", "pay", "cancelled", "ready", "pending"];

/// An item of the table.
pub type Item = HashMap<String, AttributeValue>;

/// An order with a long history.
pub struct LongHistory {
    /// Docket.
    pub docket: Docket,
    /// The administrator's token.
    pub admin: String,
    /// The token of the farm's staff.
    pub staff: String,
    /// The order's id.
    pub id: String,
    /// The order's expected status at each version.
    pub expected: Vec<String>,
}

impl LongHistory {
    /// Places the order and confirms it.
    pub async fn open(docket: Docket) -> Self {
        let body = pickup("green-valley", PHONE, &[("gv-honey", JARS)]);
        let id = docket.order(&body).await.expect(201).text_at("/order/id");
        let _ = docket.confirm(&id, PHONE).await.expect(200);
        let admin = docket.sign_in(Person::Admin).await;
        let staff = docket.sign_in(Person::Producer).await;
        let expected = vec!["awaiting_verification".to_owned(), "pending".to_owned()];
        Self { docket, admin, staff, id, expected }
    }

    /// Overrides the order's status as an administrator.
    pub async fn force(&self, status: &str) -> Reply {
        let path = format!("/api/orders/admin/{}/status", self.id);
        let body = json!({"status": status, "reason": "by phone"});
        self.docket.patch(&path).bearer(&self.admin).json(&body).send().await
    }

    async fn pay(&self) -> Reply {
        let path = format!("/api/orders/{}/payments", self.id);
        let body = json!({"amount": 1, "method": "cash"});
        let call = self.docket.post(&path).bearer(&self.staff).json(&body);
        call.key(&format!("payment-{}", self.expected.len())).send().await
    }

    /// Makes one change. Staff make the transitions, an administrator makes the overrides.
    pub async fn change(&mut self, what: &str) {
        let last = self.expected.last().unwrap().clone();
        let reply = match what {
            "pay" => self.pay().await.expect(201),
            "confirmed" | "preparing" => {
                self.docket.set_status(&self.staff, &self.id, what).await.expect(200)
            }
            what => self.force(what).await.expect(200),
        };
        self.expected.push(if what == "pay" { last } else { what.to_owned() });
        assert_eq!(reply.at("/order/version"), self.expected.len());
    }

    /// Makes this many changes. Some of them move stock or request refunds.
    pub async fn changes(&mut self, count: usize) {
        for what in ROUND.into_iter().cycle().take(count) {
            self.change(what).await;
        }
    }

    /// Alternates between two statuses until the history has this many lines.
    pub async fn fill(&mut self, lines: usize) {
        while self.expected.len() < lines {
            let back = self.expected.len() % 2 == 1;
            self.change(if back { "pending" } else { "confirmed" }).await;
        }
    }

    /// The order's audit log.
    pub async fn history(&self) -> Vec<Value> {
        let path = format!("/api/orders/{}/history", self.id);
        let reply = self.docket.get(&path).bearer(&self.staff).send().await.expect(200);
        reply.at("/history").as_array().unwrap().clone()
    }

    /// The order as its staff see it.
    pub async fn order(&self) -> Value {
        self.docket.read_order(&self.staff, &self.id).await.expect(200).at("/order")
    }

    /// The order's item, and the items of its history in order.
    pub async fn items(&self) -> (Item, Vec<Item>) {
        let suffix = self.id.rsplit('-').next().unwrap();
        let query = self.docket.running.client().query().table_name(self.docket.running.table());
        let query = query
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", AttributeValue::S(format!("O#{suffix}")))
            .consistent_read(true);
        let mut items = query.send().await.unwrap().items.unwrap();
        let others = |sk: &String| sk.starts_with("Z#") || sk.starts_with("N#");
        items.retain(|item| item["sk"].as_s().is_ok_and(|sk| !others(sk)));
        let order = items.pop().unwrap();
        assert_eq!(order["sk"], AttributeValue::S("O".to_owned()));
        (order, items)
    }

    /// The ids of all events about the order, in the order of publishing.
    pub async fn events(&self) -> Vec<String> {
        self.docket.running.settle().await.unwrap();
        let events = self.docket.running.events().into_iter().rev();
        let of_it = events.filter(|event| event.detail["order"]["id"] == *self.id);
        of_it.map(|event| event.detail["eventId"].as_str().unwrap().to_owned()).collect()
    }
}

/// The approximate size of a value in bytes, as DynamoDB counts it.
pub fn bytes(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(digits) => digits.len() / 2 + 1,
        AttributeValue::B(blob) => blob.as_ref().len(),
        AttributeValue::L(list) => list.iter().map(|it| bytes(it) + 1).sum::<usize>() + 3,
        AttributeValue::M(map) => size(map) + map.len() + 3,
        _ => 1,
    }
}

/// The approximate size of an item in bytes, as DynamoDB counts it.
pub fn size(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + bytes(value)).sum()
}

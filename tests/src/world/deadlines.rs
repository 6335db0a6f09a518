//! A kitchen with deadlines for accepting its orders and moving them on.

use std::time::Duration;

use crate::{Docket, Person, Reply, pickup};
use aws_sdk_dynamodb::types::AttributeValue;
use docket_local::Options;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// The buyer's phone.
pub const PHONE: &str = "+12025550142";

/// A running Docket. Each step signs its caller in again when their token has expired.
pub struct Deadlines {
    /// Docket.
    pub docket: Docket,
}

impl Deadlines {
    /// Starts Docket with these settings of the kitchen.
    pub async fn open(settings: Value) -> Self {
        Self::with(settings, Options::default()).await
    }

    /// Starts Docket without retries of failed events.
    pub async fn failing(settings: Value) -> Self {
        let options = Options { retry_for: Duration::ZERO, ..Options::default() };
        Self::with(settings, options).await
    }

    async fn with(settings: Value, options: Options) -> Self {
        let world = Self { docket: Docket::with(options).await };
        world.set(settings).await;
        world
    }

    /// Changes the kitchen's settings.
    pub async fn set(&self, settings: Value) {
        self.try_set(settings).await.expect(200);
    }

    /// Changes the kitchen's settings and returns the reply.
    pub async fn try_set(&self, settings: Value) -> Reply {
        let staff = self.staff().await;
        let patch = self.docket.patch("/api/sellers/spice-kitchen").bearer(&staff);
        patch.json(&settings).send().await
    }

    /// A token of the kitchen's staff.
    pub async fn staff(&self) -> String {
        self.docket.signed_in(Person::Kitchen).await
    }

    /// A token of the administrator.
    pub async fn admin(&self) -> String {
        self.docket.signed_in(Person::Admin).await
    }

    /// Places an order as staff, for a buyer.
    pub async fn placed(&self) -> String {
        self.placed_with(json!({})).await
    }

    /// Places an order as staff with these additional fields.
    pub async fn placed_with(&self, more: Value) -> String {
        let mut body = pickup("spice-kitchen", PHONE, &[("sk-thali", 2)]);
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        let staff = self.staff().await;
        let call = self.docket.post("/api/orders").bearer(&staff).json(&body);
        call.send().await.expect(201).text_at("/order/id")
    }

    /// Moves the clock by minutes.
    pub async fn minutes(&self, minutes: i64) {
        self.docket.advance(SignedDuration::from_mins(minutes)).await;
    }

    /// Moves the clock by seconds.
    pub async fn seconds(&self, seconds: i64) {
        self.docket.advance(SignedDuration::from_secs(seconds)).await;
    }

    /// Reads an order.
    pub async fn order(&self, id: &str) -> Value {
        let admin = self.admin().await;
        self.docket.read_order(&admin, id).await.expect(200).at("/order")
    }

    /// Accepts an order as staff.
    pub async fn accept(&self, id: &str) -> Reply {
        let staff = self.staff().await;
        let path = format!("/api/orders/{id}/accept");
        self.docket.patch(&path).bearer(&staff).json(&json!({})).send().await
    }

    /// Makes a transition of an order as staff.
    pub async fn to(&self, id: &str, status: &str) {
        let staff = self.staff().await;
        self.docket.set_status(&staff, id, status).await.expect(200);
    }

    /// Overrides the status of an order as an administrator.
    pub async fn force(&self, id: &str, status: &str) {
        let admin = self.admin().await;
        let path = format!("/api/orders/admin/{id}/status");
        let body = json!({"status": status, "reason": "by phone"});
        self.docket.patch(&path).bearer(&admin).json(&body).send().await.expect(200);
    }

    /// The actions in an order's audit log.
    pub async fn actions(&self, id: &str) -> Vec<String> {
        let admin = self.admin().await;
        let path = format!("/api/orders/{id}/history");
        let reply = self.docket.get(&path).bearer(&admin).send().await.expect(200);
        let lines = reply.at("/history");
        let action = |line: &Value| line["action"].as_str().unwrap().to_owned();
        lines.as_array().unwrap().iter().map(action).collect()
    }

    /// The ids of the events of a type about an order.
    pub async fn events(&self, id: &str, kind: &str) -> Vec<String> {
        self.docket.running.settle().await.unwrap();
        let events = self.docket.running.events();
        let about =
            events.iter().filter(|it| it.detail_type == kind && it.detail["order"]["id"] == id);
        about.map(|it| it.detail["eventId"].as_str().unwrap().to_owned()).collect()
    }

    /// How many alerts a phone got about an order that waits.
    pub async fn alerts(&self, phone: &str, id: &str) -> usize {
        self.docket.running.settle().await.unwrap();
        let messages = self.docket.running.messages(Some(phone));
        let alert = |text: &str| text.contains(id) && text.contains("has waited");
        messages.iter().filter(|message| alert(&message.text)).count()
    }

    /// Changes an attribute of an order's item directly in the table.
    pub async fn tamper(&self, id: &str, name: &str, value: AttributeValue) {
        let suffix = id.rsplit('-').next().unwrap();
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let running = &self.docket.running;
        let update = running.client().update_item().table_name(running.table());
        update
            .key("pk", text(&format!("O#{suffix}")))
            .key("sk", text("O"))
            .update_expression("SET #name = :value")
            .expression_attribute_names("#name", name)
            .expression_attribute_values(":value", value)
            .send()
            .await
            .unwrap();
    }

    /// Removes an order from the index of deadlines, so that no scheduled run finds it.
    pub async fn hide(&self, id: &str) {
        self.tamper(id, "gd", AttributeValue::S("nowhere".to_owned())).await;
    }

    /// Runs check-deadlines outside its schedule.
    pub async fn check(&self) -> Value {
        self.docket.running.invoke("check-deadlines", json!({})).await.unwrap()
    }
}

/// The time at a pointer.
pub fn time(order: &Value, pointer: &str) -> Timestamp {
    order.pointer(pointer).and_then(Value::as_str).unwrap().parse().unwrap()
}

/// The minutes between placing the order and the time at a pointer.
pub fn after_placing(order: &Value, pointer: &str) -> i64 {
    time(order, pointer).duration_since(time(order, "/placedAt")).as_mins()
}

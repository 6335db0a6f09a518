//! A farm and a buyer with recurring orders.

use super::{BUYER, World, extends_world};
use crate::{Docket, Person, Reply};
use docket_local::Options;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::DateTime, tz::TimeZone};
use serde_json::{Value, json};

/// The path of the order templates.
pub const TEMPLATES: &str = "/api/order-templates";

/// A farm with recurring orders of its buyer.
pub struct RecurringOrders(World);

extends_world!(RecurringOrders);

impl RecurringOrders {
    /// Starts Docket with default options.
    pub async fn open() -> Self {
        Self::with(Options::default()).await
    }

    /// Starts Docket with these options and moves the clock to a quarter past the hour.
    pub async fn with(options: Options) -> Self {
        let docket = Docket::with(options).await;
        // A quarter past, so that no hour begins while a test reads its clock.
        let second = docket.running.now().as_second().rem_euclid(3_600);
        docket.advance(SignedDuration::from_secs((900 - second).rem_euclid(3_600))).await;
        Self(World::of(docket, Person::Producer, Person::Shop).await)
    }

    /// Signs everybody in again, after tokens have expired.
    pub async fn again(&mut self) {
        self.docket.advance(SignedDuration::from_secs(31)).await;
        let world = &mut self.0;
        world.buyer = world.docket.token(BUYER).await;
        world.staff = world.docket.sign_in(Person::Producer).await;
        world.admin = world.docket.sign_in(Person::Admin).await;
    }

    /// Creates an order template.
    pub async fn make(&self, token: &str, body: &Value) -> Reply {
        self.docket.post(TEMPLATES).bearer(token).json(body).send().await
    }

    /// Creates the buyer's template with a schedule and returns its id.
    pub async fn scheduled(&self, schedule: Value) -> String {
        let mut body = dozen(BUYER);
        body["schedule"] = schedule;
        self.make(&self.buyer, &body).await.expect(201).text_at("/template/id")
    }

    /// Reads a template as the administrator.
    pub async fn read(&self, id: &str) -> Value {
        self.get(&self.admin, id).await.expect(200).at("/template")
    }

    /// Reads a template with this token.
    pub async fn get(&self, token: &str, id: &str) -> Reply {
        self.docket.get(&format!("{TEMPLATES}/{id}")).bearer(token).send().await
    }

    /// Changes a template.
    pub async fn patch(&self, token: &str, id: &str, body: &Value) -> Reply {
        self.docket.patch(&format!("{TEMPLATES}/{id}")).bearer(token).json(body).send().await
    }

    /// Places an order from a template.
    pub async fn order_from(&self, token: &str, id: &str) -> Reply {
        self.docket.post(&format!("{TEMPLATES}/{id}/orders")).bearer(token).send().await
    }

    /// All orders of the farm that a template placed, the oldest first.
    pub async fn placed(&self, template: &str) -> Vec<Value> {
        let (mut orders, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/orders?sellerId=green-valley&limit=100{cursor}");
            let page = self.docket.get(&path).bearer(&self.admin).send().await.expect(200);
            let page_orders = page.at("/orders");
            orders.extend(page_orders.as_array().unwrap().iter().cloned());
            match page.at("/pagination/nextCursor").as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        orders.retain(|order| order["templateId"] == template);
        orders.reverse();
        orders
    }

    /// The occurrences for which a template placed orders.
    pub async fn occurrences(&self, template: &str) -> Vec<Timestamp> {
        let orders = self.placed(template).await;
        orders.iter().map(|order| moment(&order["occurrence"])).collect()
    }

    /// Moves the clock to a time.
    pub async fn until(&self, at: Timestamp) {
        let wait = at.duration_since(self.docket.running.now());
        // The clock moves by whole seconds.
        let wait = SignedDuration::from_secs(wait.as_secs() + i64::from(wait.subsec_nanos() > 0));
        self.docket.advance(wait).await;
    }

    /// Writes off the farm's eggs until `left` are available.
    pub async fn leave_eggs(&self, left: i64) {
        let there = i64::try_from(self.docket.available("gv-eggs").await).unwrap();
        let body = json!({"change": left - there, "reason": "foxes"});
        let path = "/api/products/gv-eggs/stock";
        self.docket.post(path).bearer(&self.staff).json(&body).send().await.expect(200);
    }

    /// The messages to a phone about orders that were not placed.
    pub fn not_placed_messages(&self, phone: &str) -> Vec<String> {
        let messages = self.docket.running.messages(Some(phone));
        let texts = messages.into_iter().map(|it| it.text);
        texts.filter(|text| text.contains("not placed")).collect()
    }
}

/// The body of a template for a pickup order of a dozen eggs.
pub fn dozen(phone: &str) -> Value {
    json!({
        "name": "Breakfast",
        "sellerId": "green-valley",
        "items": [{"productId": "gv-eggs", "quantity": 1}],
        "customer": {"name": "Ada Guest", "phone": phone},
        "fulfilment": {"method": "pickup"},
    })
}

/// A schedule for every full hour in UTC.
pub fn hourly() -> Value {
    let hours: Vec<_> = (0..24).map(|hour: i32| hour.to_string()).collect();
    json!({"rrule": format!("FREQ=DAILY;BYHOUR={};BYMINUTE=0", hours.join(",")), "timezone": "UTC"})
}

/// Parses a JSON text as a timestamp.
pub fn moment(value: &Value) -> Timestamp {
    value.as_str().unwrap().parse().unwrap()
}

/// The next full hours after now.
pub fn hours(docket: &Docket, count: usize) -> Vec<Timestamp> {
    let now: DateTime = docket.running.now().to_zoned(TimeZone::UTC).datetime();
    let hour = now.date().at(now.hour(), 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
    (1..=count).map(|nth| hour + i64::try_from(nth).unwrap().hours()).collect()
}

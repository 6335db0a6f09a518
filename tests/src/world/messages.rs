//! A deployment with its own limits on messages, and steps that cause messages.

use std::time::Duration;

use crate::{
    Docket, Person, Reply,
    channel::{ChannelControl, is_code},
    pickup, template_with,
};
use docket_local::Options;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

/// The farm's seller id.
pub const FARM: &str = "green-valley";
/// An hour.
pub const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: i64 = 24 * 3600;

/// Limits of a deployment that has no budgets for notices.
pub const UNLIMITED: [(&str, &str); 4] = [
    ("NoticesPerContact", "0,0"),
    ("NoticesPerSource", "0,0"),
    ("NoticesPerSeller", "0,0"),
    ("NoticesInAll", "0,0"),
];

/// A running Docket and the control of its message sender.
pub struct Notices {
    /// The running Docket.
    pub docket: Docket,
    /// The control of the message sender.
    pub channel: ChannelControl,
}

impl Notices {
    /// Starts Docket with the template's limits except these.
    pub async fn open(parameters: &[(&str, &str)]) -> Self {
        let file = NamedTempFile::new().unwrap();
        let quoted: Vec<_> =
            parameters.iter().map(|(name, value)| (*name, format!("\"{value}\""))).collect();
        std::fs::write(file.path(), template_with(&quoted)).unwrap();
        let channel = ChannelControl::default();
        let docket = Docket::with(Options {
            production_limits: true,
            template: Some(file.path().to_owned()),
            messenger: Some(channel.wrapper()),
            // Failed events become dead letters at once; the tests retry them.
            retry_for: Duration::ZERO,
            ..Options::default()
        })
        .await;
        let world = Self { docket, channel };
        // The budgets count per hour and per day, so the test starts early in both.
        world.next_day().await;
        world
    }

    /// Starts Docket with only one budget for notices.
    pub async fn limited(parameter: &str, limit: &str) -> Self {
        let mut parameters = UNLIMITED;
        for it in &mut parameters {
            if it.0 == parameter {
                it.1 = limit;
            }
        }
        Self::open(&parameters).await
    }

    /// The messages that were sent to a contact, except verification codes.
    pub fn notices(&self, to: &str) -> Vec<String> {
        let messages = self.docket.running.messages(Some(to));
        messages.into_iter().map(|it| it.text).filter(|text| !is_code(text)).collect()
    }

    /// Moves the clock to 15 minutes past the next midnight (UTC).
    pub async fn next_day(&self) {
        let now = self.docket.running.now().as_second();
        let at = (now.div_euclid(DAY) + 1) * DAY + 900;
        self.docket.advance(SignedDuration::from_secs(at - now)).await;
    }

    /// A token of the farm's staff.
    pub async fn staff(&self) -> String {
        self.docket.signed_in(Person::Producer).await
    }

    /// Places an order of the farm with this token, for a phone.
    pub async fn place(&self, token: &str, phone: &str) -> String {
        self.try_place(token, phone).await.expect(201).text_at("/order/id")
    }

    async fn try_place(&self, token: &str, phone: &str) -> Reply {
        let body = pickup(FARM, phone, &[("gv-honey", 1)]);
        self.docket.post("/api/orders").bearer(token).json(&body).send().await
    }

    /// The withheld messages of an order.
    pub async fn withheld(&self, order: &str) -> Vec<Value> {
        self.docket.running.settle().await.unwrap();
        let admin = self.docket.signed_in(Person::Admin).await;
        let path = format!("/api/orders/{order}/admin");
        let reply = self.docket.get(&path).bearer(&admin).send().await.expect(200);
        reply.at("/withheldMessages").as_array().unwrap().clone()
    }

    /// The reasons of the order's withheld messages.
    pub async fn reasons(&self, order: &str) -> Vec<String> {
        let reason = |it: &Value| it["reason"].as_str().unwrap().to_owned();
        self.withheld(order).await.iter().map(reason).collect()
    }

    /// Delivers the newest event of a type about a subject once more.
    ///
    /// # Errors
    ///
    /// The function's error.
    pub async fn again(&self, function: &str, kind: &str, about: &str) -> Result<(), String> {
        let events = self.docket.running.events();
        let is_it =
            |detail: &Value| detail["order"]["id"] == about || detail["product"]["id"] == about;
        let found = events.iter().find(|it| it.detail_type == kind && is_it(&it.detail)).unwrap();
        let event = json!({"detail-type": kind, "source": "docket", "detail": found.detail});
        let outcome = self.docket.running.invoke(function, event).await;
        outcome.map(drop).map_err(|error| error.to_string())
    }

    /// Delivers the event once more after the claim of the failed attempt has expired.
    ///
    /// # Errors
    ///
    /// The function's error.
    pub async fn later(&self, function: &str, kind: &str, about: &str) -> Result<(), String> {
        self.docket.advance(SignedDuration::from_secs(61)).await;
        self.again(function, kind, about).await
    }

    /// Adds a member of the farm's staff who has accepted the invitation.
    pub async fn member(&self, contact: Value) {
        let admin = self.docket.signed_in(Person::Admin).await;
        let mut body = json!({"name": "Eve", "sellerId": FARM, "role": "seller"});
        body.as_object_mut().unwrap().extend(contact.as_object().unwrap().clone());
        let made = self.docket.post("/api/members").bearer(&admin).json(&body).send().await;
        let id = made.expect(201).text_at("/member/id");
        for name in ["phone", "email"] {
            if let Some(address) = body[name].as_str() {
                let token = self.docket.token(address).await;
                self.docket.accept(&token, &id).await.expect(200);
            }
        }
    }

    /// Adds a product of the farm and lets its stock run low.
    pub async fn runs_low(&self, name: &str) -> String {
        let staff = self.staff().await;
        let body = json!({"name": name, "price": 1, "stock": 5, "lowStockAt": 3});
        let product = self.docket.add_product(&staff, &body).await;
        let change = json!({"change": -3, "reason": "x"});
        let path = format!("/api/products/{product}/stock");
        self.docket.post(&path).bearer(&staff).json(&change).send().await.expect(200);
        self.docket.running.settle().await.unwrap();
        product
    }

    /// The hour of the clock (UTC).
    pub fn hour(at: Timestamp) -> i64 {
        at.as_second().div_euclid(3600)
    }
}

/// The phone number with this number, one of ten million.
pub fn phone(number: u32) -> String {
    format!("+49151{:08}", 20_000_000 + number)
}

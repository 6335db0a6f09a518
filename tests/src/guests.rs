//! Helpers for guests and their orders.

use std::time::Duration;

use crate::{Docket, pickup};
use jiff::SignedDuration;
use serde_json::Value;
use tokio::task::JoinSet;

/// The minimum time between two codes plus one second.
pub const NEXT_CODE: SignedDuration = SignedDuration::from_secs(31);
/// How long a code is valid.
pub const CODE: SignedDuration = SignedDuration::from_mins(5);
/// How long an unverified order holds its stock.
pub const HOLD: SignedDuration = SignedDuration::from_mins(15);

/// Runs a test for each case concurrently, because most of their time is the backoff of the SDK
/// between two attempts.
pub async fn each<T, F>(cases: impl IntoIterator<Item = T>, test: impl Fn(T) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    cases.into_iter().map(test).collect::<JoinSet<_>>().join_all().await;
}

/// Polls until `happened` returns true. Panics after 15 seconds.
pub async fn until(happened: impl Fn() -> bool) {
    for _ in 0..600 {
        if happened() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it did not happen in 15 seconds");
}

/// The phone number of the guest with this number.
pub fn phone(number: u32) -> String {
    format!("+1202556{number:04}")
}

/// A code that differs from `code`.
pub fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

/// The suffix of an order id, which identifies the order in its key.
pub fn suffix(id: &str) -> &str {
    id.rsplit('-').next().unwrap()
}

/// The partition key of an order. A write of the order contains it; the counters' journal contains
/// the suffix alone.
pub fn item(id: &str) -> String {
    format!("O#{}", suffix(id))
}

/// Places a guest's order for one jar of honey and returns its id.
pub async fn hold(docket: &Docket, phone: &str) -> String {
    let placed = docket.order(&pickup("green-valley", phone, &[("gv-honey", 1)])).await;
    placed.expect(201).text_at("/order/id")
}

/// Places an order for each of these guests, numbered from `first`. Returns order ids and phones.
pub async fn holds(docket: &Docket, first: u32, guests: u32) -> Vec<(String, String)> {
    let mut orders = Vec::new();
    for number in first..first + guests {
        let phone = phone(number);
        orders.push((hold(docket, &phone).await, phone));
    }
    orders
}

/// Requests another verification code for an order.
pub async fn resend(docket: &Docket, order: &str) -> crate::Reply {
    docket.post(&format!("/api/orders/{order}/verification/resend")).send().await
}

/// The statuses of an order's timeline, the oldest first.
pub fn statuses(order: &Value) -> Vec<String> {
    let timeline = order["statusTimeline"].as_array().unwrap();
    timeline.iter().map(|it| it["status"].as_str().unwrap().to_owned()).collect()
}

/// The ids of all published events of one type about an order. Repeats are included.
pub fn events_of(docket: &Docket, order: &str, kind: &str) -> Vec<String> {
    let of_it = |detail: &Value| detail["order"]["id"] == order;
    let events = docket.running.events().into_iter();
    events
        .filter(|event| event.detail_type == kind && of_it(&event.detail))
        .map(|event| event.detail["eventId"].as_str().unwrap().to_owned())
        .collect()
}

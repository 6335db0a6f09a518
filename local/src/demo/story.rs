//! The plans of the demo's orders: those of the first start, and those that are added on request.

use docket_domain::MethodKind;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{SELLERS, customers::CUSTOMERS, products_of};

/// How long ago the first order of the first start was placed.
pub const HISTORY: SignedDuration = SignedDuration::from_mins(60);

/// The course of an order after it was placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// It is never verified.
    Unconfirmed,
    /// It is verified, and the staff make this many transitions.
    Steps(u8),
    /// It is verified, and the staff reject it.
    Rejected,
}

/// The plan of an order.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The seller's id.
    pub seller: &'static str,
    /// How many minutes ago it is placed.
    pub minutes_ago: i64,
    /// Its course.
    pub course: Course,
    /// The fulfilment method.
    pub method: MethodKind,
}

use Course::{Rejected, Steps, Unconfirmed};
use MethodKind::{Delivery, Pickup, Shipping};

const fn plan(seller: &'static str, minutes_ago: i64, course: Course, method: MethodKind) -> Plan {
    Plan { seller, minutes_ago, course, method }
}

/// The orders of the first start. The kitchen has 12 open ones, the farm 6, the shop 4 and the market 2.
pub const FIRST: [Plan; 31] = [
    plan("spice-kitchen", 58, Steps(3), Pickup),
    plan("spice-kitchen", 55, Steps(3), Pickup),
    plan("spice-kitchen", 52, Rejected, Delivery),
    plan("spice-kitchen", 47, Steps(2), Delivery),
    plan("spice-kitchen", 44, Steps(2), Delivery),
    plan("spice-kitchen", 38, Steps(2), Delivery),
    plan("spice-kitchen", 33, Steps(2), Pickup),
    plan("spice-kitchen", 29, Steps(1), Delivery),
    plan("spice-kitchen", 24, Steps(1), Delivery),
    plan("spice-kitchen", 19, Steps(1), Pickup),
    plan("spice-kitchen", 15, Steps(1), Delivery),
    plan("spice-kitchen", 11, Steps(0), Delivery),
    plan("spice-kitchen", 7, Steps(0), Pickup),
    plan("spice-kitchen", 4, Steps(0), Delivery),
    plan("spice-kitchen", 2, Unconfirmed, Delivery),
    plan("green-valley", 57, Steps(4), Pickup),
    plan("green-valley", 50, Steps(3), Pickup),
    plan("green-valley", 41, Steps(2), Delivery),
    plan("green-valley", 35, Steps(2), Pickup),
    plan("green-valley", 27, Steps(1), Pickup),
    plan("green-valley", 16, Steps(0), Delivery),
    plan("green-valley", 5, Steps(0), Pickup),
    plan("corner-shop", 59, Steps(3), Shipping),
    plan("corner-shop", 46, Steps(2), Shipping),
    plan("corner-shop", 32, Steps(1), Shipping),
    plan("corner-shop", 18, Steps(0), Shipping),
    plan("corner-shop", 6, Steps(0), Pickup),
    plan("craft-market", 54, Steps(4), Shipping),
    plan("craft-market", 43, Rejected, Shipping),
    plan("craft-market", 30, Steps(1), Shipping),
    plan("craft-market", 9, Steps(0), Shipping),
];

/// Plans for new orders after `placed` earlier ones, at one seller or at all.
pub fn more(orders: usize, seller: Option<&'static str>, placed: usize) -> Vec<Plan> {
    const COURSES: [Course; 9] = [
        Steps(0),
        Steps(1),
        Steps(0),
        Steps(2),
        Unconfirmed,
        Steps(1),
        Steps(3),
        Steps(2),
        Rejected,
    ];
    let one = |number: usize| {
        let seller = seller.unwrap_or(SELLERS[number % SELLERS.len()].0);
        // The number of courses differs from the number of sellers, so that each seller gets every
        // course.
        let course = COURSES[number % COURSES.len()];
        let methods = match seller {
            "spice-kitchen" => [Delivery, Delivery, Pickup],
            "green-valley" => [Pickup, Pickup, Delivery],
            _ => [Shipping, Shipping, Pickup],
        };
        plan(seller, 0, course, methods[number / SELLERS.len() % methods.len()])
    };
    (placed..placed + orders).map(one).collect()
}

/// The request that places the `number`th order. `now` is the time from which desired times are
/// counted.
pub fn request(plan: &Plan, number: usize, now: jiff::Timestamp, whole_menu: bool) -> Value {
    let customer = &CUSTOMERS[number % CUSTOMERS.len()];
    let mut fulfilment = match plan.method {
        Pickup => json!({"method": "pickup"}),
        Delivery => json!({"method": "delivery", "address": customer.address()}),
        Shipping => json!({"method": "shipping", "address": customer.address()}),
    };
    if plan.method == Delivery && plan.seller == "spice-kitchen" {
        fulfilment["zoneId"] = json!(customer.zone());
    }
    if number % 4 == 1 {
        let hours = i64::try_from(number % 5).unwrap_or_default() + 2;
        let wished = now + SignedDuration::from_hours(hours);
        // Desired times are full quarters of an hour.
        let quarter = wished.as_second() - wished.as_second().rem_euclid(900);
        let wished = jiff::Timestamp::from_second(quarter).unwrap_or(wished);
        fulfilment["requestedFor"] = json!(docket_domain::moment_text(wished));
    }
    let mut body = json!({
        "sellerId": plan.seller,
        "items": items(plan.seller, number, whole_menu),
        "customer": {"name": customer.name, "phone": customer.phone},
        "fulfilment": fulfilment,
    });
    if let Some(note) = NOTES[number % NOTES.len()] {
        body["notes"] = json!(note);
    }
    if plan.seller == "spice-kitchen" {
        body["mealWindow"] = json!(if number.is_multiple_of(2) { "dinner" } else { "lunch" });
        body["priority"] = json!(if number % 6 == 5 { "high" } else { "normal" });
    }
    body
}

/// The buyers' notes.
const NOTES: [Option<&str>; 7] = [
    None,
    Some("Please ring twice, the bell is quiet."),
    None,
    None,
    Some(
        "Allergic to peanuts & sesame <really>. If anything may contain traces of either, please call before you \
          begin; I would rather wait than be ill. Thank you!",
    ),
    None,
    Some("Für Oma – bitte nicht zu scharf 🌶"),
];

/// One to four line items of the seller's products, some with extras.
fn items(seller: &str, number: usize, whole_menu: bool) -> Value {
    let products = products_of(seller, whole_menu);
    let lines = (0..=number % 4).map(|line| {
        let (product, extras) = &products[(number * 2 + line) % products.len()];
        let with_extras = number.is_multiple_of(2) && line == 0;
        let extras: Vec<_> = extras
            .iter()
            .filter(|_| with_extras)
            .map(|extra| json!({"addonId": extra, "quantity": 1}))
            .collect();
        json!({"productId": product, "quantity": 1 + (number + line) % 3, "addons": extras})
    });
    // The farm has fewer products than the longest order has line items.
    Value::Array(lines.take(products.len()).collect())
}

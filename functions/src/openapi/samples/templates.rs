//! Examples of order templates.

use serde_json::{Value, json};

/// A box of vegetables, every Monday.
pub fn create_template() -> Value {
    json!({
        "name": "Monday box",
        "sellerId": "green-valley",
        "items": [{"productId": "gv-eggs", "quantity": 1}],
        "customer": {"name": "Ada Lovelace", "phone": "+12025550142"},
        "fulfilment": {"method": "pickup"},
        "schedule": schedule(),
    })
}

/// Mondays at eight, by the clock in New York.
pub fn schedule() -> Value {
    json!({
        "rrule": "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0",
        "timezone": "America/New_York",
        "startsAt": "2026-11-23T08:00",
        "onShortage": "skip",
    })
}

/// The template after its schedule has placed an order.
pub fn template() -> Value {
    let mut schedule = schedule();
    schedule["status"] = json!("active");
    json!({
        "id": "TPL-7ZK3M9QW2X",
        "name": "Monday box",
        "sellerId": "green-valley",
        "customer": {"name": "Ada Lovelace", "phone": "+12025550142"},
        "items": [{"productId": "gv-eggs", "quantity": 1, "addons": []}],
        "fulfilment": {"method": "pickup"},
        "vouchers": [],
        "priority": "normal",
        "schedule": schedule,
        "nextOccurrence": "2026-11-30T13:00:00.000Z",
        "nextOccurrences": [
            "2026-11-30T13:00:00.000Z",
            "2026-12-07T13:00:00.000Z",
            "2026-12-14T13:00:00.000Z",
            "2026-12-21T13:00:00.000Z",
            "2026-12-28T13:00:00.000Z",
        ],
        "lastOutcome": {
            "occurrence": "2026-11-23T13:00:00.000Z",
            "at": "2026-11-23T13:00:20.000Z",
            "result": "placed",
            "orderId": "ORD-20261123-7ZK3M9QW2X",
        },
        "createdAt": "2026-11-20T12:00:00.000Z",
        "version": 2,
    })
}

/// A change of a template: it is paused over a holiday.
pub fn update_template() -> Value {
    json!({"paused": true})
}

//! Examples of order statistics and sales reports.

use docket_domain::Phase;
use serde_json::{Value, json};

use super::statuses::{KITCHEN, start, step, waiting};

/// An order in figures.
pub fn order_statistics() -> Value {
    let time = |status: &str, phase: Phase, seconds: u32, current: bool| json!({"status": status, "phase": phase.name(), "seconds": seconds, "current": current});
    json!({
        "orderId": "ORD-20261120-7ZK3M9QW2X",
        "itemCount": 1,
        "totalQuantity": 2,
        "averageQuantity": 2.0,
        "averageUnitPrice": 1500,
        "averageItemTotal": 3000,
        "subtotal": 3000,
        "grandTotal": 3180,
        "currency": "USD",
        "timeInStatus": [
            time(start(KITCHEN), Phase::Open, 95, false),
            time(step(|it| Some(it.accept)), Phase::Accepted, 0, false),
            time(waiting(Phase::Working), Phase::Working, 840, true),
        ],
        "secondsToCompletion": null,
        "sla": {
            "met": true,
            "targets": [{
                "status": start(KITCHEN), "targetSeconds": 300, "longestSeconds": 95, "met": true,
            }],
        },
    })
}

/// What came of a kitchen's orders of a month.
pub fn order_stats() -> Value {
    let by_status = |status: &str, phase: Phase, count: u32| json!({"status": status, "phase": phase.name(), "count": count});
    let by_phase = |phase: Phase, count: u32| json!({"phase": phase.name(), "count": count});
    let being_made = waiting(Phase::Working);
    json!({
        "sellerId": "spice-kitchen",
        "from": "2026-10-22",
        "to": "2026-11-20",
        "orders": 480,
        "byStatus": [
            by_status(being_made, Phase::Working, 12),
            by_status(step(|it| it.deliver), Phase::Done, 453),
            by_status(waiting(Phase::Cancelled), Phase::Cancelled, 15),
        ],
        "byPhase": [
            by_phase(Phase::Working, 12),
            by_phase(Phase::Done, 453),
            by_phase(Phase::Cancelled, 15),
        ],
        "sales": [sales("USD", 465)],
        "stopped": 15,
        "cancellationRate": 0.0313,
        "timeInStatus": [{"status": being_made, "medianSeconds": 1190, "stays": 453}],
        "topProducts": [{
            "productId": "sk-thali",
            "name": "Vegetable thali",
            "quantity": 610,
            "revenue": 823_500,
            "currency": "USD",
        }],
    })
}

fn sales(currency: &str, orders: u64) -> Value {
    json!({
        "currency": currency,
        "orders": orders,
        "revenue": orders * 2_100,
        "averageValue": 2_100,
        "discount": 0,
        "refunded": 4_200,
    })
}

/// A kitchen's sales, by day.
pub fn sales_report() -> Value {
    let mut row = sales("USD", 16);
    row["from"] = json!("2026-11-20");
    row["to"] = json!("2026-11-20");
    json!({
        "report": {
            "sellerId": "spice-kitchen",
            "from": "2026-11-14",
            "to": "2026-11-20",
            "by": "day",
        },
        "days": {
            "basis": "seller", "timezone": "America/New_York", "sellerId": "spice-kitchen",
        },
        "sales": [row],
        "pagination": {"limit": 50, "nextCursor": null},
    })
}

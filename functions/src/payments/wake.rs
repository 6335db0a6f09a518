//! The triggers of the event handlers for payments: an event, or the schedule of every minute.

use docket_contract::{OrderDetail, PaymentReported};
use docket_domain::OrderId;
use serde_json::Value;

use crate::events::Invocation;

/// The trigger of a run.
#[derive(Debug)]
pub enum Wake {
    /// The schedule, which runs every minute.
    Schedule,
    /// An event of this order.
    Order(OrderId),
    /// An event that the payment provider reported.
    Reported(Box<PaymentReported>),
}

impl Wake {
    /// Reads the payload of an EventBridge rule or of the schedule.
    pub fn read(payload: Value) -> serde_json::Result<Self> {
        let Invocation::Event(detail_type, detail) = Invocation::read(payload)? else {
            return Ok(Self::Schedule);
        };
        if detail_type == "PaymentReported" {
            return Ok(Self::Reported(Box::new(serde_json::from_value(detail)?)));
        }
        let detail: OrderDetail = serde_json::from_value(detail)?;
        let id = detail.order.id.as_str().parse().map_err(serde::de::Error::custom)?;
        Ok(Self::Order(id))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_payload_says_what_to_look_at() {
        for schedule in [
            json!({}),
            json!({"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}),
        ] {
            assert!(matches!(Wake::read(schedule).unwrap(), Wake::Schedule));
        }
        let reported = json!({
            "eventId": "evt_1", "occurredAt": "2026-11-20T09:30:00.000Z", "schemaVersion": 1,
            "kind": "intent", "providerId": "pi_1",
        });
        let event =
            json!({"source": "docket", "detail-type": "PaymentReported", "detail": reported});
        assert!(matches!(Wake::read(event).unwrap(), Wake::Reported(_)));
        let broken = json!({"source": "docket", "detail-type": "OrderCancelled", "detail": {}});
        assert!(Wake::read(broken).is_err());
    }
}

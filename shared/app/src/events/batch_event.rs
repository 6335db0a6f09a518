//! The event about a batch. It contains the driver's id and the number of orders, not the orders.

use docket_contract::{
    BatchChanged, BatchEventId, BatchFacts, BatchId, BatchStatus, CorrelationId, Event, MemberId,
    Moment, SellerId,
};
use docket_domain::{Batch, moment_text};
use docket_platform::BusEvent;

use super::bus_event::bus_event;

/// A batch's event for the bus.
///
/// # Errors
///
/// As [`bus_event`].
pub(super) fn batch_event(batch: &Batch) -> Result<BusEvent, serde_json::Error> {
    bus_event(&BatchChanged {
        event_id: BatchEventId::of(format!("{}:{}:0", batch.id, batch.version)),
        occurred_at: Moment::of(moment_text(batch.changed_at)),
        schema_version: BatchChanged::VERSION,
        correlation_id: CorrelationId::of(batch.change.as_str()),
        batch: BatchFacts {
            id: BatchId::of(batch.id.as_str()),
            version: batch.version,
            seller_id: SellerId::of(&batch.seller),
            status: status(batch.status),
            driver_id: batch.driver.as_ref().map(|driver| MemberId::of(driver.id.as_str())),
            order_count: batch.orders.len(),
        },
    })
}

const fn status(status: docket_domain::BatchStatus) -> BatchStatus {
    match status {
        docket_domain::BatchStatus::Pending => BatchStatus::Pending,
        docket_domain::BatchStatus::Assigned => BatchStatus::Assigned,
        docket_domain::BatchStatus::PickedUp => BatchStatus::PickedUp,
        docket_domain::BatchStatus::InProgress => BatchStatus::InProgress,
        docket_domain::BatchStatus::Completed => BatchStatus::Completed,
        docket_domain::BatchStatus::Cancelled => BatchStatus::Cancelled,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn batch_status_has_the_domains_name_in_events() {
        for it in docket_domain::BatchStatus::ALL {
            assert_eq!(serde_json::to_value(status(it)).unwrap(), it.name());
        }
    }
}

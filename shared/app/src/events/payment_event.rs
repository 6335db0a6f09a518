//! The event about a report of the payment provider.

use docket_contract::{
    Event, Moment, PaymentId, PaymentReported, ProviderEventId, ProviderId, ReportedKind,
};
use docket_domain::moment_text;
use docket_platform::BusEvent;
use docket_store::{Reported, ReportedKind as StoredKind};

use super::bus_event::bus_event;

/// The event for the bus about a report of the provider.
///
/// # Errors
///
/// As [`bus_event`].
pub(super) fn payment_event(reported: &Reported) -> Result<BusEvent, serde_json::Error> {
    bus_event(&payment_reported(reported))
}

/// The event about a report of the provider.
pub(crate) fn payment_reported(reported: &Reported) -> PaymentReported {
    PaymentReported {
        event_id: ProviderEventId::of(&reported.event),
        occurred_at: Moment::of(moment_text(reported.at)),
        schema_version: PaymentReported::VERSION,
        kind: match reported.kind {
            StoredKind::Intent => ReportedKind::Intent,
            StoredKind::Refund => ReportedKind::Refund,
            StoredKind::Dispute => ReportedKind::Dispute,
        },
        provider_id: ProviderId::of(&reported.id),
        intent: reported.intent.as_ref().map(ProviderId::of),
        account: reported.account.as_ref().map(ProviderId::of),
        payment: reported.payment.as_ref().map(PaymentId::of),
    }
}

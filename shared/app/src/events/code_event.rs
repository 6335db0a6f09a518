//! The event that requests sending a code. It contains no contact.

use docket_contract::{CodeEventId, CodeRequested, CodeSubject, Event, Moment};
use docket_domain::{Send, moment_text};
use docket_platform::BusEvent;
use docket_store::Subject;

use super::bus_event::bus_event;

/// The event that requests sending a subject's code.
///
/// # Errors
///
/// As [`bus_event`].
pub(super) fn code_event(subject: &Subject, send: &Send) -> Result<BusEvent, serde_json::Error> {
    bus_event(&CodeRequested {
        event_id: CodeEventId::of(format!("{subject}:code:{}", send.number)),
        occurred_at: Moment::of(moment_text(send.at)),
        schema_version: CodeRequested::VERSION,
        subject: CodeSubject::of(subject),
        send_number: send.number,
    })
}

use docket_contract::Event;
use docket_platform::BusEvent;

/// The event as the bus takes it. The members of its JSON are sorted by name.
///
/// # Errors
///
/// When it has a word that is never written, which no constructor here gives it.
pub(super) fn bus_event<E: Event>(event: &E) -> Result<BusEvent, serde_json::Error> {
    Ok(BusEvent { detail_type: E::NAME.to_owned(), detail: serde_json::to_value(event)? })
}

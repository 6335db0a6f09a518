use docket_contract::Event;
use docket_platform::BusEvent;

/// The event in the form that the bus accepts. The members of its JSON are sorted by name.
///
/// # Errors
///
/// When the event contains an enum variant that is not serializable. No constructor in this crate
/// makes one.
pub(super) fn bus_event<E: Event>(event: &E) -> Result<BusEvent, serde_json::Error> {
    Ok(BusEvent { detail_type: E::NAME.to_owned(), detail: serde_json::to_value(event)? })
}

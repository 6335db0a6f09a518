use serde::{Serialize, de::DeserializeOwned};

/// An event on the bus: its JSON is the `detail` of the bus.
///
/// Only the list of all events (`list.rs`) implements it, so that every event has a schema.
pub trait Event: Serialize + DeserializeOwned + Listed {
    /// Name of the event on the bus, the `detail-type`.
    const NAME: &'static str;
    /// Version of the schema, the member `schemaVersion`.
    /// It rises when consumers of the former version could not read the event.
    const VERSION: u32;

    /// Identifier of the event, the member `eventId`.
    /// A repeated delivery has the identifier of the first one.
    fn id(&self) -> &str;
}

/// An event that the list of all events contains.
pub trait Listed {}

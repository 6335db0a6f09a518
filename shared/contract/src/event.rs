use serde::{Serialize, de::DeserializeOwned};

/// One event on the bus: its JSON is the `detail`.
///
/// It is implemented by the list of all events alone (`list.rs`), so that no
/// event is without a schema.
pub trait Event: Serialize + DeserializeOwned + Listed {
    /// The type's name on the bus, the `detail-type`.
    const NAME: &'static str;
    /// The version of its schema, the member `schemaVersion`. It rises when a
    /// consumer of the former version could not read the event.
    const VERSION: u32;

    /// The event's id, in the member `eventId`. Every repeat of the event has the
    /// same id.
    fn id(&self) -> &str;
}

/// An event that is in the list.
pub trait Listed {}

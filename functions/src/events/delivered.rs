use serde::Deserialize;

/// An event as a rule of EventBridge delivers it, reduced to the member that Docket reads.
#[derive(Debug, Deserialize)]
pub struct Delivered<T> {
    /// Content of the event.
    pub detail: T,
}

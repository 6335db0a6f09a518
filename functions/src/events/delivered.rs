use serde::Deserialize;

/// An event as a rule of the event bus delivers it, reduced to the member that Docket reads.
#[derive(Debug, Deserialize)]
pub struct Delivered<T> {
    /// Content of the event.
    pub detail: T,
}

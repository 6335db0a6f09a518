use serde::Deserialize;

/// An event as a rule delivers it; only what Docket reads of it.
#[derive(Debug, Deserialize)]
pub struct Delivered<T> {
    /// What it says.
    pub detail: T,
}

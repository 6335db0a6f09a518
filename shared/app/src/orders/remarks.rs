//! The remarks of a transition.

use docket_domain::Text;

/// The note and the reason of a transition, for the order's history.
#[derive(Debug, Clone, Default)]
pub struct Remarks {
    /// The note.
    pub note: Option<Text<1000>>,
    /// The reason.
    pub reason: Option<Text<1000>>,
}

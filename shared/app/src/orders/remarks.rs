//! What is said of a step.

use docket_domain::Text;

/// What somebody says of a step, for the timeline.
#[derive(Debug, Clone, Default)]
pub struct Remarks {
    /// A note.
    pub note: Option<Text<1000>>,
    /// Why.
    pub reason: Option<Text<1000>>,
}

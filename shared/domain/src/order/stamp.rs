use jiff::Timestamp;

use crate::ChangeId;

/// Who changes an order, when, and under which name.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// The time of the change.
    pub now: Timestamp,
    /// Its random name.
    pub change: ChangeId,
}

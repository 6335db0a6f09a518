//! Fields that several request bodies have.

use docket_app::{Faults, orders::Remarks};

/// Reads the note and the reason of a status change. Text that is too long or
/// empty becomes a fault at `/notes` or `/reason`.
pub fn remarks(notes: Option<&str>, reason: Option<&str>, faults: &mut Faults) -> Remarks {
    let note = faults.maybe("/notes", notes);
    Remarks { note, reason: faults.maybe("/reason", reason) }
}

//! Fields that several bodies have.

use docket_app::{Faults, orders::Remarks};

/// Reads what is said of a step, for the timeline; what cannot be read is
/// among the faults.
pub fn remarks(notes: Option<&str>, reason: Option<&str>, faults: &mut Faults) -> Remarks {
    let note = faults.maybe("/notes", notes);
    Remarks { note, reason: faults.maybe("/reason", reason) }
}

//! The statuses of a lifecycle, and the moves between them.

use super::{Phase, Targets};
use crate::{MethodKind, Role};

/// The status of a guest's order until the code is confirmed. Part of every
/// lifecycle.
pub const AWAITING_VERIFICATION: &str = "awaiting_verification";

/// One way out of a status.
#[derive(Debug)]
pub struct Move {
    /// The name of the status it leads to.
    pub to: &'static str,
    /// Who may make it.
    pub by: &'static [Role],
    /// Only while the seller's cancel window is open.
    pub within_cancel_window: bool,
    /// The fulfilment methods of the orders that may go this way.
    pub methods: &'static [MethodKind],
}

/// One status of a lifecycle.
#[derive(Debug)]
pub struct Status {
    /// Its name, verbatim in requests and answers.
    pub name: &'static str,
    /// What it means.
    pub phase: Phase,
    /// Whether an order that is stopped here gives its stock back.
    pub restock: bool,
    /// The timeline's note when nobody wrote one.
    pub note: Option<&'static str>,
    /// The timeline's note when it was entered by itself.
    pub automatic_note: Option<&'static str>,
    /// The status that follows by itself.
    pub then: Option<&'static str>,
    /// How long an order may stay here, for sellers who want that measured.
    pub targets: Targets,
    /// The ways out.
    pub moves: &'static [Move],
}

impl Status {
    /// Whether a confirmed order stays here until somebody moves it.
    #[must_use]
    pub fn waits_for_somebody(&self) -> bool {
        self.phase != Phase::Unverified && !self.phase.is_closed() && self.then.is_none()
    }
}

impl PartialEq for Status {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Status {}

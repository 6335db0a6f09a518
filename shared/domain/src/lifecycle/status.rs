//! The statuses of a lifecycle, and the transitions between them.

use super::{Phase, Targets};
use crate::{MethodKind, Role};

/// The status of a guest's order until the guest confirms it with a code. Every lifecycle has it.
pub const AWAITING_VERIFICATION: &str = "awaiting_verification";

/// A transition out of a status.
#[derive(Debug)]
pub struct Move {
    /// The name of the status to which it leads.
    pub to: &'static str,
    /// The roles that may make it.
    pub by: &'static [Role],
    /// Whether it is possible only while the seller's cancel window is open.
    pub within_cancel_window: bool,
    /// The fulfilment methods of the orders that may make it.
    pub methods: &'static [MethodKind],
}

/// One status of a lifecycle.
#[derive(Debug)]
pub struct Status {
    /// The name, verbatim in requests and responses.
    pub name: &'static str,
    /// The phase: what the status means.
    pub phase: Phase,
    /// Whether an order that is stopped in this status returns its stock.
    pub restock: bool,
    /// The timeline's note when the actor gave none.
    pub note: Option<&'static str>,
    /// The timeline's note after an automatic transition.
    pub automatic_note: Option<&'static str>,
    /// The status to which an automatic transition leads.
    pub then: Option<&'static str>,
    /// How long an order may be in this status, for sellers who measure it.
    pub targets: Targets,
    /// The transitions out of the status.
    pub moves: &'static [Move],
}

impl Status {
    /// Whether a confirmed order leaves this status only when somebody moves it.
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

//! The deadlines of an order, as they are stored with it.

use jiff::Timestamp;

use crate::{Status, Terms};

/// The terms under which an order was placed, and which of its deadlines it has missed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deadlines {
    /// The seller's terms when the order was placed.
    pub terms: Terms,
    /// When the alert was raised that nobody accepts the order, since it entered its present
    /// status.
    pub escalated_at: Option<Timestamp>,
    /// The statuses whose targets the order has missed. Each is recorded once.
    pub missed: Vec<&'static Status>,
}

impl Deadlines {
    /// The deadlines of a new order.
    pub(super) fn under(terms: &Terms) -> Self {
        Self { terms: terms.clone(), ..Self::default() }
    }
}

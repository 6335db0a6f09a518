use jiff::Timestamp;

use crate::{Status, Terms};

/// By when an order should be accepted and moved on, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deadlines {
    /// What its seller wanted when it was placed.
    pub terms: Terms,
    /// When somebody was alerted that nobody accepts it, as it waits now.
    pub escalated_at: Option<Timestamp>,
    /// The statuses whose targets it has missed; each is told of once.
    pub missed: Vec<&'static Status>,
}

impl Deadlines {
    /// Those of a new order.
    pub(super) fn under(terms: &Terms) -> Self {
        Self { terms: terms.clone(), ..Self::default() }
    }
}

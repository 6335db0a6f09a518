//! Whether the buyer may cancel an order now, until when, and why not.

use jiff::Timestamp;

use super::{Action, Order, Stamp, denials::moment};
use crate::{Actor, Role};

/// What its buyer is told about cancelling an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelRule {
    /// Whether the buyer may cancel it now.
    pub allowed: bool,
    /// Until when, where that ends.
    pub until: Option<Timestamp>,
    /// The rule in a sentence, where there is more to say than that it may be.
    pub reason: Option<String>,
}

impl Order {
    /// Whether its buyer may cancel it now.
    #[must_use]
    pub fn cancel_rule(&self, stamp: &Stamp) -> CancelRule {
        let buyer = Actor::Buyer(self.customer.key.clone());
        if let Err(why) = self.judge(Action::Cancel, &buyer, stamp) {
            return CancelRule { allowed: false, until: None, reason: Some(why.sentence()) };
        }
        let mut ways = self.status.moves.iter();
        let ends = ways.any(|way| {
            way.within_cancel_window && way.by.contains(&Role::Buyer) && self.is_cancellation(way)
        });
        let until = self.cancel_until.filter(|_| ends);
        let reason = until.map(|until| format!("You can cancel until {}.", moment(until)));
        CancelRule { allowed: true, until, reason }
    }
}

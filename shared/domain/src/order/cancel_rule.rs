//! The cancellation rule for the buyer: whether the buyer may cancel an order now, until when, and
//! why not.

use jiff::Timestamp;

use super::{Action, Order, Stamp};
use crate::{Actor, moment_text};

/// The cancellation rule of an order, for its buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelRule {
    /// Whether the buyer may cancel the order now.
    pub allowed: bool,
    /// The end of the cancel window, if one limits the buyer.
    pub until: Option<Timestamp>,
    /// Why not, or until when, as a sentence for the buyer.
    pub reason: Option<String>,
}

impl Order {
    /// The cancellation rule for the order's buyer at this moment.
    #[must_use]
    pub fn cancel_rule(&self, stamp: &Stamp) -> CancelRule {
        let buyer = Actor::Buyer(self.customer.key.clone());
        if let Err(why) = self.judge(Action::Cancel, &buyer, stamp) {
            return CancelRule { allowed: false, until: None, reason: Some(why.sentence()) };
        }
        let mut ways = self.ways_of(&buyer, stamp).filter(|way| self.is_cancellation(way));
        let until = self.cancel_window_end().filter(|_| ways.all(|way| way.within_cancel_window));
        let reason = until.map(|until| format!("You can cancel until {}.", moment_text(until)));
        CancelRule { allowed: true, until, reason }
    }
}

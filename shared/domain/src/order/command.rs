//! What can be asked of an order, what comes of it, and why it is refused.

use super::{Door, Draw, Entry, Minutes, Order, Redemption};
use crate::{Amount, NONCE_BYTES, OrderId, Text};

/// What somebody wants to happen to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The guest has given the right code.
    Verify,
    /// To another status, by its name.
    Move {
        /// The status.
        to: String,
        /// What the timeline should say.
        note: Option<Text<1000>>,
        /// Why.
        reason: Option<Text<1000>>,
    },
    /// To be cancelled, whatever its lifecycle calls that.
    Cancel {
        /// Why.
        reason: Option<Text<1000>>,
        /// By which door.
        door: Door,
    },
    /// The seller takes it on.
    Accept {
        /// How long making it will take, unless it stays as it was.
        prep_time: Option<Minutes>,
    },
    /// The seller turns it down.
    Reject {
        /// Why.
        reason: Text<1000>,
    },
    /// The hold has ended without a confirmation.
    Expire,
    /// What was to happen by now has not: nobody has accepted it, or it is in
    /// its status for longer than it should.
    Lapse,
    /// An administrator puts it into any status, whatever the lifecycle says.
    /// Stock and money balance all the same.
    Override {
        /// The status, by its name.
        to: String,
        /// What the timeline should say.
        note: Option<Text<1000>>,
        /// Why.
        reason: Option<Text<1000>>,
        /// What a code is made from, should the order wait for one again.
        nonce: [u8; NONCE_BYTES],
    },
    /// Money was received.
    RecordPayment {
        /// How much.
        amount: Amount,
        /// How, and by which reference.
        note: Option<Text<1000>>,
    },
}

/// What a command does: the order as it is then, and what moves with it in
/// the same transaction. Where the order keeps its version, the step was made
/// before, and there is nothing to commit.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The order after the change.
    pub order: Order,
    /// Stock that goes back where it came from.
    pub returned: Vec<Draw>,
    /// Stock that no longer counts as held by an unverified order; where it
    /// is returned too, it stands in both.
    pub released: Vec<Draw>,
    /// Stock that is taken for what is added; from other buckets of the same
    /// products where these have too little.
    pub taken: Vec<Draw>,
    /// Stock that is taken again, from where it was returned to. The change
    /// happens only if all of it is there.
    pub retaken: Vec<Draw>,
    /// Vouchers that may be redeemed once more.
    pub restored: Vec<Redemption>,
    /// Vouchers that are redeemed again. The change happens only if all of
    /// them can be.
    pub redeemed: Vec<Redemption>,
    /// Older lines of its history that leave the order, to be kept beside it.
    pub archived: Vec<Entry>,
}

impl Change {
    /// The order after a change, with nothing else yet.
    pub(super) fn to(order: Order) -> Self {
        Self {
            order,
            returned: Vec::new(),
            released: Vec::new(),
            taken: Vec::new(),
            retaken: Vec::new(),
            restored: Vec::new(),
            redeemed: Vec::new(),
            archived: Vec::new(),
        }
    }

    /// Whether it changes the order and nothing else.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let Self { order: _, returned, released, taken, retaken, restored, redeemed, archived } =
            self;
        returned.is_empty()
            && released.is_empty()
            && taken.is_empty()
            && retaken.is_empty()
            && restored.is_empty()
            && redeemed.is_empty()
            && archived.is_empty()
    }
}

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle has no such status.
    #[error("the lifecycle has no status `{0}`")]
    UnknownStatus(String),
    /// The lifecycle does not lead there from here.
    #[error("an order cannot go from `{from}` to `{to}`")]
    InvalidTransition {
        /// The present status.
        from: &'static str,
        /// The wanted one.
        to: String,
        /// Where this actor could move it.
        allowed: Vec<&'static str>,
    },
    /// It can be done, but not by this actor.
    #[error("this is for others to do")]
    Forbidden,
    /// Too late to cancel, or over already.
    #[error("{reason}")]
    NotCancellable {
        /// Why not.
        reason: String,
    },
    /// It cannot be changed so, or no longer.
    #[error("{reason}")]
    NotChangeable {
        /// Why not.
        reason: String,
    },
    /// The order was confirmed before.
    #[error("the order is confirmed already")]
    AlreadyVerified,
    /// The hold has ended.
    #[error("the time to confirm this order is over; please order again")]
    VerificationExpired,
    /// The hold or another time has not ended, or there is none.
    #[error("the order is not overdue")]
    NotOverdue,
    /// More was paid than the order can hold on record.
    #[error("the payments of an order must stay within {} minor units", Amount::MAX)]
    TooMuch,
    /// More than the buyer owes.
    #[error("more than the {} minor units that are due", due.minor())]
    MoreThanDue {
        /// What is due.
        due: Amount,
    },
    /// It went into another order, and goes on there.
    #[error("this order went into {0}")]
    Merged(OrderId),
    /// A stopped order takes no money.
    #[error("an order that is {0} takes no payment")]
    TakesNoPayment(&'static str),
}

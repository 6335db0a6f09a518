//! What can be asked of an order, what comes of it, and why it is refused.

use jiff::Timestamp;

use super::{
    CancellationChannel, Draw, Entry, Minutes, OpenRefund, Order, OrderPayment, ProblemReport,
    Redemption,
};
use crate::{
    Amount, NONCE_BYTES, OrderId, PaymentId, RefundId, Role, Text, listing::listed,
    payments::Refund,
};

/// The most characters of an unknown name that a refusal repeats.
const MAX_ECHO: usize = 40;

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
        /// Who may ask, on whose behalf, and what is given back.
        channel: CancellationChannel,
    },
    /// The seller takes it on.
    Accept {
        /// How long making it will take, unless it stays as it was.
        prep_time: Option<Minutes>,
        /// How much longer it takes because the seller is busy.
        extra: Option<Minutes>,
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
    /// The payment provider did something about a payment of it.
    ReportPayment {
        /// The payment.
        id: PaymentId,
        /// What.
        report: PaymentReport,
    },
    /// The seller gives money back.
    RequestRefund {
        /// How much.
        amount: Amount,
        /// Why.
        reason: Text<1000>,
    },
    /// Something came of a refund.
    ReportRefund {
        /// The refund.
        refund: OpenRefund,
        /// What.
        outcome: RefundOutcome,
    },
    /// Money was given back in the provider's own pages.
    FindRefund {
        /// The payment that it was taken from.
        payment: PaymentId,
        /// The part that was for this order.
        amount: Amount,
    },
    /// The buyer's bank did something about a payment of it.
    ReportDispute {
        /// The payment.
        payment: PaymentId,
        /// What.
        report: DisputeReport,
    },
    /// The seller expects it at another time than was promised.
    MovePromise {
        /// When it will be ready, or at the door.
        to: Timestamp,
        /// Why, for its buyer.
        reason: Text<1000>,
    },
    /// The staff writes something down for itself.
    AddNote {
        /// What.
        text: Text<1000>,
    },
    /// Its driver could not deliver it.
    ReportProblem(ProblemReport),
}

/// What the payment provider did about a payment. Amounts are the order's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentReport {
    /// It may be paid from now on.
    Opened,
    /// So much is held, until the provider lets it go, if it says when.
    Held(Amount, Option<Timestamp>),
    /// What is held ends within a day.
    Expiring,
    /// So much was received, beyond what was received before.
    Received(Amount),
    /// What was held is held no longer.
    Released,
    /// What was held could not be taken, for this reason.
    Failed(Text<1000>),
    /// Nobody paid it, and nobody can any more.
    Closed,
}

/// What came of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The money was given back.
    Settled,
    /// It was not, for this reason; or it was, and came back.
    Failed(Text<1000>),
    /// It failed, and is to be tried again.
    Retried,
    /// One that was made in the provider's own pages came back, for this reason: the
    /// money is kept again, as nobody here asked for it.
    CameBack(Text<1000>),
}

/// What a bank did about a payment. Amounts are the order's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisputeReport {
    /// The buyer disputes it.
    Opened {
        /// How much.
        amount: Amount,
        /// Why, in the provider's word.
        reason: Option<Text<1000>>,
        /// Until when the seller may answer it.
        answer_by: Option<Timestamp>,
    },
    /// It took so much back.
    Lost(Amount),
    /// The money stays, or was returned.
    Won,
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
    /// Refunds that are asked for.
    pub refunds: Vec<Refund>,
    /// Refunds that are withdrawn. The change happens only if none of them was
    /// begun.
    pub withdrawn: Vec<RefundId>,
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
            refunds: Vec::new(),
            withdrawn: Vec::new(),
        }
    }

    /// Whether it changes the order and nothing else.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let Self {
            order: _,
            returned,
            released,
            taken,
            retaken,
            restored,
            redeemed,
            archived,
            refunds,
            withdrawn,
        } = self;
        returned.is_empty()
            && released.is_empty()
            && taken.is_empty()
            && retaken.is_empty()
            && restored.is_empty()
            && redeemed.is_empty()
            && archived.is_empty()
            && refunds.is_empty()
            && withdrawn.is_empty()
    }
}

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle has no such status.
    #[error(
        "`{status}` is not a status of this order's lifecycle; the statuses are {}",
        .known.join(", ")
    )]
    UnknownStatus {
        /// The beginning of what was asked for.
        status: String,
        /// All that there are.
        known: Vec<&'static str>,
    },
    /// The lifecycle does not lead there from here.
    #[error(
        "the order cannot go from `{from}` to `{to}`; you can move it to {}",
        listed(.allowed, "or")
    )]
    InvalidTransition {
        /// The present status.
        from: &'static str,
        /// The wanted one.
        to: String,
        /// Where this actor could move it.
        allowed: Vec<&'static str>,
    },
    /// It can be done, but not by this actor.
    #[error("this step belongs to another role")]
    Forbidden,
    /// Too late to cancel, or over already.
    #[error(transparent)]
    NotCancellable(#[from] NotCancellable),
    /// It cannot be changed so, or no longer.
    #[error("{reason}")]
    NotChangeable {
        /// Why not, for programs.
        code: &'static str,
        /// The same in words.
        reason: String,
    },
    /// The order was confirmed before.
    #[error("the order is already confirmed")]
    AlreadyVerified,
    /// The hold has ended.
    #[error("the time to confirm the order is over; place the order again")]
    VerificationExpired,
    /// The hold or another time has not ended, or there is none.
    #[error("the order is not overdue")]
    NotOverdue,
    /// More was paid than the order can hold on record.
    #[error("must keep the payments of the order at or below {} minor units in all", Amount::MAX)]
    TooMuch,
    /// More than the buyer owes.
    #[error("must be at most {} minor units, the amount that is due", due.minor())]
    MoreThanDue {
        /// What is due.
        due: Amount,
    },
    /// A bank decides about a payment, so that nothing is given back meanwhile.
    #[error("a payment of the order is disputed; the buyer's bank decides about the money")]
    Disputed,
    /// Nothing was received, or all of it was given back.
    #[error("the order has no paid amount that could be refunded")]
    NothingKept,
    /// More than was received and is not given back yet.
    #[error("must be at most {} minor units, the amount that was paid and not refunded", kept.minor())]
    MoreThanKept {
        /// What is kept.
        kept: Amount,
    },
    /// A payment of it is open already, or holds money.
    #[error("a payment of the order is in progress; wait until it has ended")]
    PaymentUnderWay,
    /// It was paid as often as an order may be.
    #[error(
        "the order already has {} payments, the most that an order can have",
        OrderPayment::MAX
    )]
    TooManyPayments,
    /// Too many refunds are not done.
    #[error(
        "the order has {} refunds that are not finished; settle them first",
        Order::MAX_OPEN_REFUNDS
    )]
    TooManyRefunds,
    /// It has to be paid for before its seller gets it.
    #[error("the order waits for its payment and goes on once it is paid")]
    PaymentRequired,
    /// It went into another order, and goes on there.
    #[error("the order was merged into {0}; use that order instead")]
    Merged(OrderId),
    /// A stopped order takes no money.
    #[error("the order is {0} and takes no payment")]
    TakesNoPayment(&'static str),
}

impl Refusal {
    /// No status of that name is among those that are known.
    #[must_use]
    pub fn unknown_status(name: &str, known: Vec<&'static str>) -> Self {
        // It may be as long as a body.
        let status = name.chars().take(MAX_ECHO).collect();
        Self::UnknownStatus { status, known }
    }
}

/// Why an order is not cancelled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCancellable {
    /// Nobody cancels an order in this status.
    #[error("the order is {0} and can no longer be cancelled")]
    Status(&'static str),
    /// The buyer's time to cancel is over.
    #[error(
        "the {minutes}-minute window to cancel this order ended at {}; ask the seller to cancel it",
        .ended_at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ")
    )]
    WindowEnded {
        /// When it ended.
        ended_at: Timestamp,
        /// How long it was.
        minutes: i64,
    },
    /// In this status others cancel.
    #[error(
        "the order is {status} and can no longer be cancelled by the {}; ask the {} to cancel it",
        .role.name(), names(.by)
    )]
    Others {
        /// The order's status.
        status: &'static str,
        /// Who may not.
        role: Role,
        /// Who may.
        by: Vec<Role>,
    },
}

impl NotCancellable {
    /// The reason, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Status(_) => "status_not_cancellable",
            Self::WindowEnded { .. } => "cancel_window_ended",
            Self::Others { .. } => "role_not_allowed",
        }
    }
}

fn names(roles: &[Role]) -> String {
    let names: Vec<_> = roles.iter().map(|role| role.name()).collect();
    names.join(" or the ")
}

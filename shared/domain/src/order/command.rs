//! The commands on an order, the changes that they cause, and the reasons for which they are
//! refused.

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

/// A command on an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Verifies the order: the guest gave the right code.
    Verify,
    /// Moves the order to another status.
    Move {
        /// The status.
        to: String,
        /// The note for the timeline.
        note: Option<Text<1000>>,
        /// Why.
        reason: Option<Text<1000>>,
    },
    /// Cancels the order. The lifecycle decides which status that is.
    Cancel {
        /// Why.
        reason: Option<Text<1000>>,
        /// The channel: who may cancel, on whose behalf, and what is given back.
        channel: CancellationChannel,
    },
    /// The seller accepts the order.
    Accept {
        /// The preparation time; `None` leaves the present one.
        prep_time: Option<Minutes>,
        /// The extra preparation time while the seller is busy.
        extra: Option<Minutes>,
    },
    /// The seller rejects the order.
    Reject {
        /// Why.
        reason: Text<1000>,
    },
    /// Cancels an unverified order whose hold has ended.
    Expire,
    /// Records a missed deadline: nobody has accepted the order in time, or it is in its status for
    /// longer than its target.
    Lapse,
    /// An administrator puts the order into any status, past the lifecycle's rules. Stock and money
    /// still balance.
    Override {
        /// The name of the status.
        to: String,
        /// The note for the timeline.
        note: Option<Text<1000>>,
        /// Why.
        reason: Option<Text<1000>>,
        /// The nonce of a new verification code, if the order has to be verified again.
        nonce: [u8; NONCE_BYTES],
    },
    /// Records money that was received outside the payment provider.
    RecordPayment {
        /// How much.
        amount: Amount,
        /// How it was paid, with a reference.
        note: Option<Text<1000>>,
    },
    /// Records what the payment provider reports about a payment of the order.
    ReportPayment {
        /// The payment.
        id: PaymentId,
        /// What the provider reports.
        report: PaymentReport,
    },
    /// The seller requests a refund.
    RequestRefund {
        /// How much.
        amount: Amount,
        /// Why.
        reason: Text<1000>,
    },
    /// Records the outcome of a refund.
    ReportRefund {
        /// The refund.
        refund: OpenRefund,
        /// The outcome.
        outcome: RefundOutcome,
    },
    /// Records a refund that was made in the payment provider's dashboard.
    FindRefund {
        /// The refunded payment.
        payment: PaymentId,
        /// This order's part of the refund.
        amount: Amount,
    },
    /// Records what the buyer's bank did about a payment of the order.
    ReportDispute {
        /// The payment.
        payment: PaymentId,
        /// What the bank did.
        report: DisputeReport,
    },
    /// The seller moves the promised time.
    MovePromise {
        /// The new promised time: when the order is ready, or delivered.
        to: Timestamp,
        /// Why, for the buyer to read.
        reason: Text<1000>,
    },
    /// Adds an internal note of the staff.
    AddNote {
        /// The note.
        text: Text<1000>,
    },
    /// The driver reports a problem with the delivery.
    ReportProblem(ProblemReport),
}

/// What the payment provider reports about a payment. Amounts are the order's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentReport {
    /// The payment was opened and can be paid.
    Opened,
    /// This amount is held, until the given moment if the provider says when the hold ends.
    Held(Amount, Option<Timestamp>),
    /// The hold ends within a day.
    Expiring,
    /// This amount was received, in addition to what was received before.
    Received(Amount),
    /// The hold was released without a capture.
    Released,
    /// The capture of the held amount failed, for this reason.
    Failed(Text<1000>),
    /// Nobody paid, and the payment can no longer be paid.
    Closed,
}

/// The outcome of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The money was refunded.
    Settled,
    /// The refund failed for this reason, or the refunded money came back.
    Failed(Text<1000>),
    /// A failed refund is to be retried.
    Retried,
    /// A refund that was made in the provider's dashboard came back, for this reason. The order
    /// keeps the money, because nobody requested that refund here.
    CameBack(Text<1000>),
}

/// What a bank did about a payment. Amounts are the order's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisputeReport {
    /// The buyer disputes the payment.
    Opened {
        /// How much.
        amount: Amount,
        /// The provider's reason code.
        reason: Option<Text<1000>>,
        /// Until when the seller may answer the dispute.
        answer_by: Option<Timestamp>,
    },
    /// The bank took this amount back.
    Lost(Amount),
    /// The seller keeps the money, or got it back.
    Won,
}

/// The effect of a command: the changed order, and what must be committed with it in one
/// transaction. When the order's version is unchanged, the command had been carried out before and
/// there is nothing to commit.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The order after the change.
    pub order: Order,
    /// Stock that returns to the stock items from which it was taken.
    pub returned: Vec<Draw>,
    /// Stock that no longer counts as held by an unverified order. Stock that is also returned is
    /// listed in both fields.
    pub released: Vec<Draw>,
    /// Stock that is taken for added units. When a bucket has too little, the units may come from
    /// other buckets of that product.
    pub taken: Vec<Draw>,
    /// Stock that is taken again after it was returned. The change happens only if all of it is
    /// available.
    pub retaken: Vec<Draw>,
    /// Vouchers whose redemption is undone.
    pub restored: Vec<Redemption>,
    /// Vouchers that are redeemed again. The change happens only if all of them can be redeemed.
    pub redeemed: Vec<Redemption>,
    /// Older history lines that are moved from the order to the archive beside it.
    pub archived: Vec<Entry>,
    /// Refunds that are requested.
    pub refunds: Vec<Refund>,
    /// Refunds that are withdrawn. The change happens only if none of them was started.
    pub withdrawn: Vec<RefundId>,
}

impl Change {
    /// The change to `order`, with no other effect yet.
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

    /// Whether the change has no effect beside the order itself.
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
        /// The requested name, cut to 40 characters.
        status: String,
        /// The names of all statuses.
        known: Vec<&'static str>,
    },
    /// The lifecycle has no such transition from the present status.
    #[error(
        "the order cannot go from `{from}` to `{to}`; you can move it to {}",
        listed(.allowed, "or")
    )]
    InvalidTransition {
        /// The present status.
        from: &'static str,
        /// The requested status.
        to: String,
        /// The statuses to which this actor may move the order.
        allowed: Vec<&'static str>,
    },
    /// Another role may do this, but not this actor.
    #[error("this step belongs to another role")]
    Forbidden,
    /// The order cannot be cancelled, or not by this actor.
    #[error(transparent)]
    NotCancellable(#[from] NotCancellable),
    /// The order does not accept this change, or no longer does.
    #[error("{reason}")]
    NotChangeable {
        /// The reason as a code for programs.
        code: &'static str,
        /// The reason as a sentence.
        reason: String,
    },
    /// The order is verified already.
    #[error("the order is already confirmed")]
    AlreadyVerified,
    /// The hold has ended, so the order can no longer be verified.
    #[error("the time to confirm the order is over; place the order again")]
    VerificationExpired,
    /// No hold or deadline of the order has passed.
    #[error("the order is not overdue")]
    NotOverdue,
    /// The sum of the order's payments would exceed [`Amount::MAX`].
    #[error("must keep the payments of the order at or below {} minor units in all", Amount::MAX)]
    TooMuch,
    /// The amount is more than the buyer owes.
    #[error("must be at most {} minor units, the amount that is due", due.minor())]
    MoreThanDue {
        /// The amount that is due.
        due: Amount,
    },
    /// A payment is disputed. Nothing is refunded until the bank has decided.
    #[error("a payment of the order is disputed; the buyer's bank decides about the money")]
    Disputed,
    /// Nothing was received, or all of it was refunded.
    #[error("the order has no paid amount that could be refunded")]
    NothingKept,
    /// The amount is more than was received and not refunded.
    #[error("must be at most {} minor units, the amount that was paid and not refunded", kept.minor())]
    MoreThanKept {
        /// The amount that was received and not refunded.
        kept: Amount,
    },
    /// Another payment of the order is open, or holds money.
    #[error("a payment of the order is in progress; wait until it has ended")]
    PaymentUnderWay,
    /// The order has [`OrderPayment::MAX`] payments already.
    #[error(
        "the order already has {} payments, the most that an order can have",
        OrderPayment::MAX
    )]
    TooManyPayments,
    /// The order has [`Order::MAX_OPEN_REFUNDS`] unfinished refunds already.
    #[error(
        "the order has {} refunds that are not finished; settle them first",
        Order::MAX_OPEN_REFUNDS
    )]
    TooManyRefunds,
    /// The order must be paid before the seller receives it.
    #[error("the order waits for its payment and goes on once it is paid")]
    PaymentRequired,
    /// The order was merged into another one, which continues it.
    #[error("the order was merged into {0}; use that order instead")]
    Merged(OrderId),
    /// The order is stopped and accepts no payment.
    #[error("the order is {0} and takes no payment")]
    TakesNoPayment(&'static str),
}

impl Refusal {
    /// The refusal of a name that is not among the `known` statuses.
    #[must_use]
    pub fn unknown_status(name: &str, known: Vec<&'static str>) -> Self {
        // The name can be as long as a request body.
        let status = name.chars().take(MAX_ECHO).collect();
        Self::UnknownStatus { status, known }
    }
}

/// Why an order cannot be cancelled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCancellable {
    /// Nobody can cancel an order in this status.
    #[error("the order is {0} and can no longer be cancelled")]
    Status(&'static str),
    /// The window in which the buyer may cancel is over.
    #[error(
        "the {minutes}-minute window to cancel this order ended at {}; ask the seller to cancel it",
        .ended_at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ")
    )]
    WindowEnded {
        /// When the window ended.
        ended_at: Timestamp,
        /// The length of the window in minutes.
        minutes: i64,
    },
    /// In this status only other roles can cancel.
    #[error(
        "the order is {status} and can no longer be cancelled by the {}; ask the {} to cancel it",
        .role.name(), names(.by)
    )]
    Others {
        /// The order's status.
        status: &'static str,
        /// The actor's role, which may not cancel.
        role: Role,
        /// The roles that may cancel.
        by: Vec<Role>,
    },
}

impl NotCancellable {
    /// The reason as a code for programs.
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

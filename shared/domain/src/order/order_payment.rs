//! What an order keeps of its payments and of its refunds that are not done.

use jiff::Timestamp;

use super::payment_totals::left;
use crate::{Amount, PaymentId, RefundId};

/// A payment through the provider: the part of it that is for this order.
///
/// What was received is the sum of what is kept, requested, refunded and charged
/// back, after every change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPayment {
    /// The payment.
    pub id: PaymentId,
    /// Whether it can still be paid, or holds money. There is at most one.
    pub is_open: bool,
    /// What is held and was not taken.
    pub held: Amount,
    /// Until when that is held, if the provider said so.
    pub held_until: Option<Timestamp>,
    /// What was received.
    pub paid: Amount,
    /// What is to be given back and was not yet.
    pub requested: Amount,
    /// What was given back.
    pub refunded: Amount,
    /// What a bank took back after a dispute.
    pub charged_back: Amount,
    /// Whether the buyer's bank disputes it now.
    pub is_disputed: bool,
    /// Until when the seller may answer the dispute, if the provider said so.
    pub answer_by: Option<Timestamp>,
}

impl OrderPayment {
    /// The most payments of an order.
    pub const MAX: usize = 8;

    /// One that nobody has paid.
    #[must_use]
    pub const fn open(id: PaymentId) -> Self {
        let none = Amount::ZERO;
        Self {
            id,
            is_open: true,
            held: none,
            held_until: None,
            paid: none,
            requested: none,
            refunded: none,
            charged_back: none,
            is_disputed: false,
            answer_by: None,
        }
    }

    /// What of it goes into another order that takes this one in.
    pub(super) fn without_refunds(&self) -> Self {
        Self { paid: left(self.paid, [self.refunded]), refunded: Amount::ZERO, ..self.clone() }
    }

    /// What of it stays with an order that went into another.
    pub(super) fn refunds_alone(&self) -> Self {
        let open = Self::open(self.id.clone());
        Self { is_open: false, paid: self.refunded, refunded: self.refunded, ..open }
    }

    /// What is neither given back, nor to be given back, nor charged back.
    #[must_use]
    pub fn kept(&self) -> Amount {
        left(self.paid, [self.requested, self.refunded, self.charged_back])
    }
}

/// A refund that is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRefund {
    /// Its id.
    pub id: RefundId,
    /// The payment that it is taken from; none where a person gives it back.
    pub payment: Option<PaymentId>,
    /// How much.
    pub amount: Amount,
    /// Whether stopping the order asked for it. Reviving the order withdraws it.
    pub of_stop: bool,
    /// Whether the provider refused it, so that a person has to decide.
    pub has_failed: bool,
    /// Whether the provider was asked for it, as far as that is known here. It is
    /// not stored with the order.
    pub is_under_way: bool,
}

impl OpenRefund {
    /// One that nobody has begun.
    #[must_use]
    pub const fn new(id: RefundId, payment: Option<PaymentId>, amount: Amount) -> Self {
        Self { id, payment, amount, of_stop: false, has_failed: false, is_under_way: false }
    }
}

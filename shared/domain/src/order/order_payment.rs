//! The parts of payments and the open refunds that are stored with an order.

use jiff::Timestamp;

use super::payment_totals::left;
use crate::{Amount, PaymentId, RefundId};

/// The order's part of a payment through the provider.
///
/// After every change the paid amount is the sum of the kept, requested, refunded and charged-back
/// amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPayment {
    /// The payment.
    pub id: PaymentId,
    /// Whether the payment can still be paid, or holds money. An order has at most one open
    /// payment.
    pub is_open: bool,
    /// The amount that is held and not captured.
    pub held: Amount,
    /// When the hold ends, if the provider said so.
    pub held_until: Option<Timestamp>,
    /// The amount that was received.
    pub paid: Amount,
    /// The amount of the requested refunds that are not settled.
    pub requested: Amount,
    /// The amount that was refunded.
    pub refunded: Amount,
    /// The amount that a bank took back after a dispute.
    pub charged_back: Amount,
    /// Whether the payment is disputed now.
    pub is_disputed: bool,
    /// Until when the seller may answer the dispute, if the provider said so.
    pub answer_by: Option<Timestamp>,
}

impl OrderPayment {
    /// The most payments of an order.
    pub const MAX: usize = 8;

    /// An open payment that nobody has paid.
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

    /// The part that moves to the order into which this one is merged.
    pub(super) fn without_refunds(&self) -> Self {
        Self { paid: left(self.paid, [self.refunded]), refunded: Amount::ZERO, ..self.clone() }
    }

    /// The part that remains with an order that is merged into another one.
    pub(super) fn refunds_alone(&self) -> Self {
        let open = Self::open(self.id.clone());
        Self { is_open: false, paid: self.refunded, refunded: self.refunded, ..open }
    }

    /// The kept amount: paid, and neither requested, refunded nor charged back.
    #[must_use]
    pub fn kept(&self) -> Amount {
        left(self.paid, [self.requested, self.refunded, self.charged_back])
    }
}

/// A refund that has not been settled or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRefund {
    /// The refund's id.
    pub id: RefundId,
    /// The payment that is refunded; `None` when a person pays by hand.
    pub payment: Option<PaymentId>,
    /// The amount.
    pub amount: Amount,
    /// Whether the stop of the order requested it. Reviving the order withdraws it.
    pub of_stop: bool,
    /// Whether the refund failed, so that a person has to decide.
    pub has_failed: bool,
    /// Whether the provider was asked for the refund, as far as that is known here. This field is
    /// not stored with the order.
    pub is_under_way: bool,
}

impl OpenRefund {
    /// A refund that has not started.
    #[must_use]
    pub const fn new(id: RefundId, payment: Option<PaymentId>, amount: Amount) -> Self {
        Self { id, payment, amount, of_stop: false, has_failed: false, is_under_way: false }
    }
}

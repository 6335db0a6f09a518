//! How splitting and merging orders divides and joins their payments.
//!
//! Refunded money remains with the order to which the refunds belong: a refund can fail after it
//! was settled, and the money then belongs to that order again.

use super::{
    Order, OrderPayment, PaymentTotals,
    money::{less, sum},
    split::two,
};
use crate::Amount;

/// The money that was received and refunded outside the payment provider.
#[derive(Debug, Clone, Copy)]
pub(super) struct ByHand {
    pub paid: Amount,
    pub refunded: Amount,
    pub waived: Amount,
}

impl ByHand {
    /// Divides the money between the two parts of an order, in proportion to their totals.
    pub(super) fn divided(self, totals: [u64; 2]) -> [Self; 2] {
        let [kept, moved] = two(less(self.paid, self.refunded), totals);
        let [waived_kept, waived_moved] = two(self.waived, totals);
        let (refunded, none) = (self.refunded, Amount::ZERO);
        [
            Self { paid: sum(kept, refunded), refunded, waived: waived_kept },
            Self { paid: moved, refunded: none, waived: waived_moved },
        ]
    }
}

impl Order {
    /// The money that was received and refunded outside the payment provider.
    pub(super) fn paid_by_hand(&self) -> ByHand {
        let through = |of: fn(&OrderPayment) -> Amount| {
            self.payments.iter().fold(Amount::ZERO, |all, it| sum(all, of(it)))
        };
        ByHand {
            paid: less(self.payment.paid, through(|it| it.paid)),
            refunded: less(self.payment.refunded, through(|it| it.refunded)),
            waived: self.payment.waived,
        }
    }

    /// Divides the payments between the two parts of an order, in proportion to their totals.
    pub(super) fn divide_payments(&self, totals: [u64; 2]) -> [Vec<OrderPayment>; 2] {
        let mut both = [Vec::new(), Vec::new()];
        for payment in &self.payments {
            let moving = less(payment.paid, payment.refunded);
            let paid = two(moving, totals);
            let charged_back = two(payment.charged_back, paid.map(Amount::minor));
            let refunded = [payment.refunded, Amount::ZERO];
            for (side, payments) in both.iter_mut().enumerate() {
                payments.push(OrderPayment {
                    paid: sum(paid[side], refunded[side]),
                    refunded: refunded[side],
                    charged_back: charged_back[side],
                    ..payment.clone()
                });
            }
        }
        both.map(|mut payments| {
            payments.retain(|it| it.paid > Amount::ZERO);
            payments
        })
    }

    /// Sets the payment totals to the sum of the provider's payments and the money by hand. The
    /// caller guarantees that no refund is requested.
    pub(super) fn add_up_payments(&mut self, by_hand: ByHand) {
        let with = |own: Amount, of: fn(&OrderPayment) -> Amount| {
            self.payments.iter().fold(own, |all, it| sum(all, of(it)))
        };
        self.0.payment = PaymentTotals {
            paid: with(by_hand.paid, |it| it.paid),
            refunded: with(by_hand.refunded, |it| it.refunded),
            requested: Amount::ZERO,
            waived: by_hand.waived,
            charged_back: with(Amount::ZERO, |it| it.charged_back),
        };
    }

    /// Takes over the money that another order received and did not refund; `None` when a sum is
    /// out of range, or the order would have too many payments.
    pub(super) fn take_payments(&mut self, other: &Self) -> Option<()> {
        for payment in &other.payments {
            match self.part_of(&payment.id) {
                Some(own) => {
                    own.paid = own.paid.plus(less(payment.paid, payment.refunded))?;
                    own.charged_back = own.charged_back.plus(payment.charged_back)?;
                    own.is_disputed |= payment.is_disputed;
                }
                None => self.0.payments.push(payment.without_refunds()),
            }
        }
        let (own, more) = (self.payment, other.payment);
        self.0.payment = PaymentTotals {
            paid: own.paid.plus(less(more.paid, more.refunded))?,
            refunded: own.refunded,
            requested: own.requested.plus(more.requested)?,
            waived: own.waived.plus(more.waived)?,
            charged_back: own.charged_back.plus(more.charged_back)?,
        };
        self.0.payments.retain(|it| it.paid > Amount::ZERO);
        (self.payments.len() <= OrderPayment::MAX).then_some(())
    }

    /// Keeps only the refunded money, after the rest went into another order.
    pub(super) fn keep_refunds(&mut self) {
        let payments = self.payments.iter().filter(|it| it.refunded > Amount::ZERO);
        self.0.payments = payments.map(OrderPayment::refunds_alone).collect();
        let refunded = self.payment.refunded;
        self.0.payment = PaymentTotals { paid: refunded, refunded, ..PaymentTotals::default() };
    }
}

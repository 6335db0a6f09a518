//! Where an order's money is.

use super::{Order, Payment};
use crate::Amount;

/// Where an order's money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentStatus {
    /// Nothing was received, and something is owed or was.
    Unpaid,
    /// Less was received, or kept, than is owed.
    PartlyPaid,
    /// All that is owed was received; or nothing is owed.
    Paid,
    /// Something is to be given back and was not yet.
    RefundRequested,
    /// All that was received was given back.
    Refunded,
}

impl PaymentStatus {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::Unpaid, Self::PartlyPaid, Self::Paid, Self::RefundRequested, Self::Refunded];

    /// The name in answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unpaid => "unpaid",
            Self::PartlyPaid => "partly_paid",
            Self::Paid => "paid",
            Self::RefundRequested => "refund_requested",
            Self::Refunded => "refunded",
        }
    }

    fn of(payment: &Payment, grand_total: Amount, is_stopped: bool) -> Self {
        let Payment { paid, refunded, requested } = *payment;
        if paid == Amount::ZERO {
            // Who owes nothing is done with paying.
            let nothing_owed = !is_stopped && grand_total == Amount::ZERO;
            if nothing_owed { Self::Paid } else { Self::Unpaid }
        } else if requested > Amount::ZERO {
            Self::RefundRequested
        } else if refunded == paid {
            Self::Refunded
        } else if paid.minus(refunded).is_none_or(|kept| kept < grand_total) {
            Self::PartlyPaid
        } else {
            Self::Paid
        }
    }
}

impl Order {
    /// Where its money is.
    #[must_use]
    pub fn payment_status(&self) -> PaymentStatus {
        PaymentStatus::of(&self.payment, self.grand_total(), self.status.phase.is_stopped())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::{PaymentStatus::*, *};

    #[test]
    fn payment_status_follows_from_what_was_received_and_given_back() {
        let amount = |minor: i64| Amount::new(minor).unwrap();
        for ((paid, refunded, requested), total, is_stopped, expected) in [
            ((0, 0, 0), 100, false, Unpaid),
            ((0, 0, 0), 100, true, Unpaid),
            ((0, 0, 0), 0, false, Paid),
            ((0, 0, 0), 0, true, Unpaid),
            ((40, 0, 0), 100, false, PartlyPaid),
            ((100, 0, 0), 100, false, Paid),
            ((100, 30, 0), 70, false, Paid),
            ((100, 30, 0), 100, false, PartlyPaid),
            ((100, 0, 30), 70, false, RefundRequested),
            ((100, 0, 100), 100, true, RefundRequested),
            ((100, 100, 0), 100, true, Refunded),
        ] {
            let [paid, refunded, requested] = [paid, refunded, requested].map(amount);
            let payment = Payment { paid, refunded, requested };
            assert_eq!(
                PaymentStatus::of(&payment, amount(total), is_stopped),
                expected,
                "{payment:?}"
            );
        }
    }
}

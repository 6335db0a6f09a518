//! The payment status of an order, derived from its payments and refunds.

use super::{Order, PaymentTotals};
use crate::Amount;

/// The payment status of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentStatus {
    /// Nothing was received, and something is owed, or was until the order was stopped.
    Unpaid,
    /// Nothing was received, and a payment is open.
    Pending,
    /// All that is owed is held, and not captured.
    Authorized,
    /// Something was received, and more is owed.
    PartlyPaid,
    /// All that is owed was received, or nothing is owed.
    Paid,
    /// A refund is requested and not settled.
    RefundRequested,
    /// Some of the received money was refunded on purpose.
    PartlyRefunded,
    /// All received money was refunded or charged back.
    Refunded,
    /// A refund failed.
    RefundFailed,
    /// A payment is disputed.
    Disputed,
}

impl PaymentStatus {
    /// Every status.
    pub const ALL: [Self; 10] = [
        Self::Unpaid,
        Self::Pending,
        Self::Authorized,
        Self::PartlyPaid,
        Self::Paid,
        Self::RefundRequested,
        Self::PartlyRefunded,
        Self::Refunded,
        Self::RefundFailed,
        Self::Disputed,
    ];

    /// The name in responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unpaid => "unpaid",
            Self::Pending => "pending",
            Self::Authorized => "authorized",
            Self::PartlyPaid => "partly_paid",
            Self::Paid => "paid",
            Self::RefundRequested => "refund_requested",
            Self::PartlyRefunded => "partly_refunded",
            Self::Refunded => "refunded",
            Self::RefundFailed => "refund_failed",
            Self::Disputed => "disputed",
        }
    }

    /// The status by the payment totals alone, without open payments, disputes and failed refunds.
    fn of(payment: &PaymentTotals, grand_total: Amount, is_stopped: bool) -> Self {
        let PaymentTotals { paid, refunded, requested, waived, charged_back } = *payment;
        let owed = if is_stopped { Amount::ZERO } else { grand_total };
        if paid == Amount::ZERO {
            // An order without an amount to pay counts as paid.
            let nothing_owed = !is_stopped && grand_total == Amount::ZERO;
            if nothing_owed { Self::Paid } else { Self::Unpaid }
        } else if requested > Amount::ZERO {
            Self::RefundRequested
        } else if refunded.plus(charged_back) == Some(paid) {
            Self::Refunded
        } else if payment.kept().plus(waived).is_some_and(|settled| settled < owed) {
            Self::PartlyPaid
        } else if refunded > Amount::ZERO && (is_stopped || waived > Amount::ZERO) {
            Self::PartlyRefunded
        } else {
            Self::Paid
        }
    }
}

impl Order {
    /// The order's payment status.
    #[must_use]
    pub fn payment_status(&self) -> PaymentStatus {
        if self.is_disputed() {
            return PaymentStatus::Disputed;
        }
        if self.refunds.iter().any(|it| it.has_failed) {
            return PaymentStatus::RefundFailed;
        }
        let is_stopped = self.status.phase.is_stopped();
        let status = PaymentStatus::of(&self.payment, self.grand_total(), is_stopped);
        if !matches!(status, PaymentStatus::Unpaid | PaymentStatus::PartlyPaid) {
            return status;
        }
        let authorized = self.amount_authorized();
        if authorized > Amount::ZERO && authorized >= self.amount_owed() {
            PaymentStatus::Authorized
        } else if status == PaymentStatus::Unpaid && self.open_payment().is_some() {
            PaymentStatus::Pending
        } else {
            status
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::{PaymentStatus::*, *};

    #[test]
    fn payment_status_follows_from_the_payment_totals() {
        let amount = |minor: i64| Amount::new(minor).unwrap();
        for (sums, total, is_stopped, expected) in [
            ([0, 0, 0, 0, 0], 100, false, Unpaid),
            ([0, 0, 0, 0, 0], 100, true, Unpaid),
            ([0, 0, 0, 0, 0], 0, false, Paid),
            ([0, 0, 0, 0, 0], 0, true, Unpaid),
            ([40, 0, 0, 0, 0], 100, false, PartlyPaid),
            ([100, 0, 0, 0, 0], 100, false, Paid),
            ([100, 30, 0, 0, 0], 70, false, Paid),
            ([100, 30, 0, 0, 0], 100, false, PartlyPaid),
            ([100, 30, 0, 30, 0], 100, false, PartlyRefunded),
            ([100, 30, 0, 0, 0], 100, true, PartlyRefunded),
            ([100, 0, 30, 0, 0], 70, false, RefundRequested),
            ([100, 0, 100, 0, 0], 100, true, RefundRequested),
            ([100, 100, 0, 0, 0], 100, true, Refunded),
            ([100, 40, 0, 0, 60], 100, true, Refunded),
            ([100, 0, 0, 0, 100], 100, false, Refunded),
        ] {
            let [paid, refunded, requested, waived, charged_back] = sums.map(amount);
            let payment = PaymentTotals { paid, refunded, requested, waived, charged_back };
            assert_eq!(
                PaymentStatus::of(&payment, amount(total), is_stopped),
                expected,
                "{payment:?}"
            );
        }
    }
}

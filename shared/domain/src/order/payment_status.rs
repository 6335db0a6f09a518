//! Where an order's money is.

use super::{Order, PaymentTotals};
use crate::Amount;

/// Where an order's money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentStatus {
    /// Nothing was received, and something is owed or was.
    Unpaid,
    /// Nothing was received, and the buyer has begun to pay.
    Pending,
    /// What is owed is held, and was not taken.
    Authorized,
    /// Less was received, or kept, than is owed.
    PartlyPaid,
    /// All that is owed was received; or nothing is owed.
    Paid,
    /// Something is to be given back and was not yet.
    RefundRequested,
    /// Some of what was received was given back on purpose.
    PartlyRefunded,
    /// All that was received was given back.
    Refunded,
    /// Something is to be given back, and the provider refused.
    RefundFailed,
    /// The buyer's bank disputes a payment.
    Disputed,
}

impl PaymentStatus {
    /// Every one.
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

    /// The name in answers.
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

    /// By what was received and given back; the provider's payments aside.
    fn of(payment: &PaymentTotals, grand_total: Amount, is_stopped: bool) -> Self {
        let PaymentTotals { paid, refunded, requested, waived, charged_back } = *payment;
        let owed = if is_stopped { Amount::ZERO } else { grand_total };
        if paid == Amount::ZERO {
            // Who owes nothing is done with paying.
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
    /// Where its money is.
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
    fn payment_status_follows_from_what_was_received_and_given_back() {
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

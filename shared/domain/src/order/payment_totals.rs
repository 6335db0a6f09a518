//! The totals of the money that was received for an order and refunded.

use crate::Amount;

/// Money received and given back, by hand and through the payment provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PaymentTotals {
    /// The received amount.
    pub paid: Amount,
    /// The refunded amount.
    pub refunded: Amount,
    /// The amount of the requested refunds that are not settled.
    pub requested: Amount,
    /// The amount that is no longer owed, because it was refunded on purpose or a bank took it
    /// back.
    pub waived: Amount,
    /// The amount that banks took back after disputes.
    pub charged_back: Amount,
}

impl PaymentTotals {
    /// The kept amount: received, and neither refunded, requested nor charged back. Stopping an
    /// order refunds this amount.
    #[must_use]
    pub fn kept(&self) -> Amount {
        left(self.paid, [self.refunded, self.requested, self.charged_back])
    }
}

/// The rest of an amount; zero when more was taken than there was, which the rules exclude.
pub(super) fn left(of: Amount, taken: impl IntoIterator<Item = Amount>) -> Amount {
    taken.into_iter().try_fold(of, Amount::minus).unwrap_or(Amount::ZERO)
}

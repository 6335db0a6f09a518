//! What was received for an order and given back, in all.

use crate::Amount;

/// Money received and given back, by hand and through the payment provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PaymentTotals {
    /// All that was received.
    pub paid: Amount,
    /// All that was given back.
    pub refunded: Amount,
    /// What is to be given back and was not yet.
    pub requested: Amount,
    /// What is not owed any more, because it was given back on purpose or a bank took it.
    pub waived: Amount,
    /// What banks took back after disputes.
    pub charged_back: Amount,
}

impl PaymentTotals {
    /// What was received and is neither given back, nor to be given back, nor
    /// charged back: what stopping an order must have given back.
    #[must_use]
    pub fn kept(&self) -> Amount {
        left(self.paid, [self.refunded, self.requested, self.charged_back])
    }
}

/// What is left of an amount; nothing where more was taken than there was, which
/// no rule lets happen.
pub(super) fn left(of: Amount, taken: impl IntoIterator<Item = Amount>) -> Amount {
    taken.into_iter().try_fold(of, Amount::minus).unwrap_or(Amount::ZERO)
}

use crate::{Amount, OrderId};

/// The part of a payment that belongs to one order: what was paid, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    order: OrderId,
    asked: Amount,
    held: Amount,
    paid: Amount,
    requested: Amount,
    refunded: Amount,
    charged_back: Amount,
}

/// Why a share does not change: an amount is larger than what the share has of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShareRefusal {
    /// More than is kept.
    #[error("at most the {} minor units that are kept of this payment", .0.minor())]
    MoreThanKept(Amount),
    /// More than was asked back.
    #[error("only {} minor units were asked back", .0.minor())]
    MoreThanRequested(Amount),
    /// More than was given back.
    #[error("only {} minor units were given back", .0.minor())]
    MoreThanRefunded(Amount),
}

impl Share {
    /// What an order is to pay with a payment that was opened.
    #[must_use]
    pub const fn of(order: OrderId, asked: Amount) -> Self {
        let none = Amount::ZERO;
        Self {
            order,
            asked,
            held: none,
            paid: none,
            requested: none,
            refunded: none,
            charged_back: none,
        }
    }

    /// The order.
    #[must_use]
    pub const fn order(&self) -> OrderId {
        self.order
    }

    /// What the order is to pay.
    #[must_use]
    pub const fn asked(&self) -> Amount {
        self.asked
    }

    /// What is held for it, and not captured.
    #[must_use]
    pub const fn held(&self) -> Amount {
        self.held
    }

    /// What was received for it.
    #[must_use]
    pub const fn paid(&self) -> Amount {
        self.paid
    }

    /// What is to be given back, and was not yet.
    #[must_use]
    pub const fn requested(&self) -> Amount {
        self.requested
    }

    /// What was given back.
    #[must_use]
    pub const fn refunded(&self) -> Amount {
        self.refunded
    }

    /// What a bank took back after a dispute.
    #[must_use]
    pub const fn charged_back(&self) -> Amount {
        self.charged_back
    }

    /// What is left: neither given back nor to be, nor charged back.
    #[must_use]
    pub fn kept(&self) -> Amount {
        let gone = [self.requested, self.refunded, self.charged_back];
        let kept = gone.into_iter().try_fold(self.paid, Amount::minus);
        // Every change keeps it so.
        kept.unwrap_or(Amount::ZERO)
    }

    /// The same with that much held.
    pub(super) const fn holding(self, held: Amount) -> Self {
        Self { held, ..self }
    }

    /// The same after that much was received in all.
    pub(super) const fn paying(self, paid: Amount) -> Self {
        Self { paid, held: Amount::ZERO, ..self }
    }

    /// Asks for some of what is kept.
    ///
    /// # Errors
    ///
    /// [`ShareRefusal::MoreThanKept`].
    pub fn request(self, amount: Amount) -> Result<Self, ShareRefusal> {
        let kept = self.kept();
        let requested = self.requested.plus(amount).filter(|_| amount <= kept);
        let requested = requested.ok_or(ShareRefusal::MoreThanKept(kept))?;
        Ok(Self { requested, ..self })
    }

    /// Keeps what was asked back.
    ///
    /// # Errors
    ///
    /// [`ShareRefusal::MoreThanRequested`].
    pub fn withdraw(self, amount: Amount) -> Result<Self, ShareRefusal> {
        let more = ShareRefusal::MoreThanRequested(self.requested);
        Ok(Self { requested: self.requested.minus(amount).ok_or(more)?, ..self })
    }

    /// Gives back what was asked back.
    ///
    /// # Errors
    ///
    /// [`ShareRefusal::MoreThanRequested`].
    pub fn settle(self, amount: Amount) -> Result<Self, ShareRefusal> {
        let share = self.withdraw(amount)?;
        let refunded =
            share.refunded.plus(amount).ok_or(ShareRefusal::MoreThanKept(self.kept()))?;
        Ok(Self { refunded, ..share })
    }

    /// What was given back came back: it is to be given back once more.
    ///
    /// # Errors
    ///
    /// [`ShareRefusal::MoreThanRefunded`].
    pub fn reopen(self, amount: Amount) -> Result<Self, ShareRefusal> {
        let more = ShareRefusal::MoreThanRefunded(self.refunded);
        let refunded = self.refunded.minus(amount).ok_or(more)?;
        let requested = self.requested.plus(amount).ok_or(more)?;
        Ok(Self { requested, refunded, ..self })
    }

    /// A bank takes some of what is kept back.
    ///
    /// # Errors
    ///
    /// [`ShareRefusal::MoreThanKept`]: what waits to be given back is withdrawn
    /// first.
    pub fn charge_back(self, amount: Amount) -> Result<Self, ShareRefusal> {
        let kept = self.kept();
        let charged_back = self.charged_back.plus(amount).filter(|_| amount <= kept);
        let charged_back = charged_back.ok_or(ShareRefusal::MoreThanKept(kept))?;
        Ok(Self { charged_back, ..self })
    }
}

//! Orders that must be paid before their seller receives them. Until then they are in no list of
//! the seller's, and neither deadlines nor the cancel window run.

use jiff::{SignedDuration, Timestamp};

use super::{HOLD, Order, PaymentFirst, Stamp};
use crate::{Amount, Phase};

impl Order {
    /// Whether the order must be paid before the seller receives it, and was not. A stopped order
    /// for which this holds never reached its seller.
    #[must_use]
    pub fn awaits_payment(&self) -> bool {
        matches!(self.payment_first, PaymentFirst::Awaited { .. })
    }

    /// Until when the order must be paid, if it must be paid before the seller receives it.
    #[must_use]
    pub fn pay_by(&self) -> Option<Timestamp> {
        match self.payment_first {
            PaymentFirst::Awaited { until, .. } => until,
            PaymentFirst::NotWanted | PaymentFirst::Met { .. } => None,
        }
    }

    /// When the seller received the order.
    #[must_use]
    pub fn served_from(&self) -> Timestamp {
        match self.payment_first {
            PaymentFirst::Met { at, .. } => at,
            PaymentFirst::NotWanted | PaymentFirst::Awaited { .. } => self.placed_at,
        }
    }

    /// When the buyer's cancel window ends; `None` before it begins, and without a window.
    pub(super) fn cancel_window_end(&self) -> Option<Timestamp> {
        self.cancel_until.filter(|_| !self.awaits_payment())
    }

    /// Until when the order counts as one of the few open holds that a phone may have: while it is
    /// not verified, or must still be paid first.
    #[must_use]
    pub fn held_until(&self) -> Option<Timestamp> {
        match self.payment_first {
            _ if self.status.phase.is_stopped() => None,
            PaymentFirst::Awaited { within, .. } => Some(self.placed_at + HOLD + within.duration()),
            PaymentFirst::NotWanted | PaymentFirst::Met { .. } => {
                self.hold.map(|hold| hold.ends_at)
            }
        }
    }

    /// Updates the state of a payment that must come first, after another change: the time to pay
    /// begins once the order is verified, and the seller receives the order once it is paid, or
    /// once somebody has moved it on without payment.
    pub(super) fn follow_payment_first(&mut self, stamp: &Stamp) {
        let PaymentFirst::Awaited { within, until } = self.payment_first else { return };
        let phase = self.status.phase;
        if phase == Phase::Unverified || phase.is_stopped() {
            self.0.payment_first = PaymentFirst::Awaited { within, until: None };
        } else if phase != Phase::Open || self.amount_due() == Amount::ZERO {
            self.0.payment_first = PaymentFirst::Met { within, at: stamp.now };
            self.move_windows(stamp.now.duration_since(self.placed_at));
            // An order that an administrator moved on keeps the status that it was given.
            if phase == Phase::Open {
                self.run_on(stamp);
            }
        } else {
            let until = until.unwrap_or(stamp.now + within.duration());
            self.0.payment_first = PaymentFirst::Awaited { within, until: Some(until) };
        }
    }

    /// Returns an order that nobody has accepted to waiting for its payment, after the hold of its
    /// money was released.
    pub(super) fn await_payment_again(&mut self, stamp: &Stamp) {
        let PaymentFirst::Met { within, at } = self.payment_first else { return };
        if self.status.phase != Phase::Open || self.amount_due() == Amount::ZERO {
            return;
        }
        self.move_windows(self.placed_at.duration_since(at));
        self.0.deadlines.escalated_at = None;
        let until = Some(stamp.now + within.duration());
        self.0.payment_first = PaymentFirst::Awaited { within, until };
    }

    /// Moves the ends of the cancel window and of the vouchers' cut-off, which are counted from the
    /// moment at which the seller receives the order.
    fn move_windows(&mut self, by: SignedDuration) {
        let moved = |at: Timestamp| at.saturating_add(by).unwrap_or(at);
        self.0.cancel_until = self.cancel_until.map(moved);
        self.0.vouchers_until = self.vouchers_until.map(moved);
    }
}

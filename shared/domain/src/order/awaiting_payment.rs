//! Orders that are paid for before their seller gets them: until then they are in no
//! list of the seller's, and none of the seller's times runs.

use jiff::{SignedDuration, Timestamp};

use super::{HOLD, Order, PaymentFirst, Stamp};
use crate::{Amount, Phase};

impl Order {
    /// Whether it has to be paid for before its seller gets it, and was not. One that
    /// was stopped meanwhile never came to its seller.
    #[must_use]
    pub fn awaits_payment(&self) -> bool {
        matches!(self.payment_first, PaymentFirst::Awaited { .. })
    }

    /// Until when it has to be paid for, where that is before its seller gets it.
    #[must_use]
    pub fn pay_by(&self) -> Option<Timestamp> {
        match self.payment_first {
            PaymentFirst::Awaited { until, .. } => until,
            PaymentFirst::NotWanted | PaymentFirst::Met { .. } => None,
        }
    }

    /// Since when its seller has it.
    #[must_use]
    pub fn served_from(&self) -> Timestamp {
        match self.payment_first {
            PaymentFirst::Met { at, .. } => at,
            PaymentFirst::NotWanted | PaymentFirst::Awaited { .. } => self.placed_at,
        }
    }

    /// When its buyer's time to cancel ends; nothing before it begins.
    pub(super) fn cancel_window_end(&self) -> Option<Timestamp> {
        self.cancel_until.filter(|_| !self.awaits_payment())
    }

    /// Until when its phone holds it, as one of the few that a phone may hold: while
    /// it is neither confirmed nor paid for where that comes first.
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

    /// Follows what a change meant for a payment that comes first: the time for it
    /// begins once the order is confirmed, and its seller gets it once it is paid for,
    /// or once somebody has moved it on regardless.
    pub(super) fn follow_payment_first(&mut self, stamp: &Stamp) {
        let PaymentFirst::Awaited { within, until } = self.payment_first else { return };
        let phase = self.status.phase;
        if phase == Phase::Unverified || phase.is_stopped() {
            self.0.payment_first = PaymentFirst::Awaited { within, until: None };
        } else if phase != Phase::Open || self.amount_due() == Amount::ZERO {
            self.0.payment_first = PaymentFirst::Met { within, at: stamp.now };
            self.move_windows(stamp.now.duration_since(self.placed_at));
            // What an administrator moves on stays where it was moved to.
            if phase == Phase::Open {
                self.run_on(stamp);
            }
        } else {
            let until = until.unwrap_or(stamp.now + within.duration());
            self.0.payment_first = PaymentFirst::Awaited { within, until: Some(until) };
        }
    }

    /// What was held for it is held no longer: an order that nobody has accepted goes
    /// back to waiting for its payment.
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

    /// The buyer's times begin when the seller gets the order.
    fn move_windows(&mut self, by: SignedDuration) {
        let moved = |at: Timestamp| at.saturating_add(by).unwrap_or(at);
        self.0.cancel_until = self.cancel_until.map(moved);
        self.0.vouchers_until = self.vouchers_until.map(moved);
    }
}

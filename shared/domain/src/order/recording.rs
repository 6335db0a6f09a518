//! Recording payments, notes and history lines of an order.

use super::{Change, Entry, EntryKind, Order, Refusal, Stamp};
use crate::{Actor, Amount, Text};

impl Order {
    pub(super) fn record_payment(
        &self,
        amount: Amount,
        note: Option<Text<1000>>,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !actor.manages(&self.seller) {
            return Err(Refusal::Forbidden);
        }
        if self.status.phase.is_stopped() {
            return Err(Refusal::TakesNoPayment(self.status.name));
        }
        let due = self.amount_due();
        if amount > due {
            return Err(Refusal::MoreThanDue { due });
        }
        let mut order = self.clone();
        order.0.payment.paid = order.payment.paid.plus(amount).ok_or(Refusal::TooMuch)?;
        order.0.version += 1;
        order.record(EntryKind::Paid, actor, note, stamp);
        order.amount_last(amount);
        Ok(Change::to(order))
    }

    pub(super) fn add_note(
        &self,
        text: &Text<1000>,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !actor.manages(&self.seller) {
            return Err(Refusal::Forbidden);
        }
        let mut order = self.clone();
        order.0.version += 1;
        order.record(EntryKind::Noted, actor, Some(text.clone()), stamp);
        Ok(Change::to(order))
    }

    pub(super) fn record(
        &mut self,
        kind: EntryKind,
        actor: &Actor,
        note: Option<Text<1000>>,
        stamp: &Stamp,
    ) {
        // A line that is recorded late must not be older than the line before it.
        let before = self.timeline.last().map_or(self.placed_at, |entry| entry.at);
        let at = if stamp.recorded_at.is_some() { stamp.now.max(before) } else { stamp.now };
        self.0.timeline.push(Entry {
            version: self.version,
            kind,
            status: self.status,
            at,
            recorded_at: stamp.recorded_at,
            role: actor.role(),
            actor: actor.id().to_owned(),
            note,
            reason: None,
            amount: None,
            on_behalf_of_role: None,
            change: stamp.change.clone(),
        });
    }

    /// Records a change of money that the system makes.
    pub(super) fn record_amount(&mut self, kind: EntryKind, amount: Amount, stamp: &Stamp) {
        self.record(kind, &Actor::System("lifecycle"), None, stamp);
        self.amount_last(amount);
    }

    /// Adds the reason to the newest line.
    pub(super) fn reason_last(&mut self, reason: Option<Text<1000>>) {
        if let Some(entry) = self.0.timeline.last_mut() {
            entry.reason = reason;
        }
    }

    /// Adds the amount to the newest line.
    pub(super) fn amount_last(&mut self, amount: Amount) {
        if let Some(entry) = self.0.timeline.last_mut() {
            entry.amount = Some(amount);
        }
    }
}

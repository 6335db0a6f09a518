//! The money of an order: what is owed, and which changes request or withdraw refunds.
//!
//! Two equations hold after every change. The paid amount is the sum of the kept, requested,
//! refunded and charged-back amounts, for the order and for each of its payments. The requested
//! amount is the sum of the open refunds.

use super::{Change, EntryKind, OpenRefund, Order, OrderPayment, Refusal, Stamp};
use crate::{Actor, Amount, PaymentId, RefundId, Text, payments::Refund};

/// A request to refund money.
pub(super) struct Asked<'a> {
    /// The amount; at most the kept amount is refunded.
    pub amount: Amount,
    /// The payment from which money is refunded first, so that an overpayment goes back to the
    /// payment that caused it.
    pub from: Option<&'a PaymentId>,
    /// Whether the stop of the order requests it.
    pub of_stop: bool,
    /// Why.
    pub reason: Option<&'a Text<1000>>,
    /// The actor who requests it.
    pub by: &'a Actor,
}

/// The sum of two amounts of one order. Recording payments keeps such sums in range.
pub(super) fn sum(one: Amount, other: Amount) -> Amount {
    one.plus(other).unwrap_or(Amount::MAX)
}

/// The difference of two amounts, or zero when `taken` is larger.
pub(super) fn less(of: Amount, taken: Amount) -> Amount {
    of.minus(taken).unwrap_or(Amount::ZERO)
}

impl Order {
    /// The number of open refunds at which staff can request no further refund.
    pub const MAX_OPEN_REFUNDS: usize = 30;

    /// What the buyer owes in addition to the kept amount; zero once the order is stopped. A part
    /// of it may be held already.
    #[must_use]
    pub fn amount_owed(&self) -> Amount {
        if self.status.phase.is_stopped() {
            return Amount::ZERO;
        }
        less(less(self.grand_total(), self.payment.kept()), self.payment.waived)
    }

    /// What the buyer still has to pay: the owed amount without the held one.
    #[must_use]
    pub fn amount_due(&self) -> Amount {
        less(self.amount_owed(), self.amount_authorized())
    }

    /// The amount that is held and not captured.
    #[must_use]
    pub fn amount_authorized(&self) -> Amount {
        self.payments.iter().fold(Amount::ZERO, |held, it| sum(held, it.held))
    }

    /// The payment that can still be paid, or that holds money.
    #[must_use]
    pub fn open_payment(&self) -> Option<&OrderPayment> {
        self.payments.iter().find(|it| it.is_open)
    }

    /// Whether one of the order's payments is disputed.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.payments.iter().any(|it| it.is_disputed)
    }

    /// The order's part of a payment.
    #[must_use]
    pub fn payment_of(&self, id: &PaymentId) -> Option<&OrderPayment> {
        self.payments.iter().find(|it| it.id == *id)
    }

    /// The order with the information which of its refunds have started. Reviving the order does
    /// not withdraw those.
    #[must_use]
    pub fn with_refunds_under_way(mut self, begun: &[RefundId]) -> Self {
        for refund in &mut self.0.refunds {
            refund.is_under_way = begun.contains(&refund.id);
        }
        self
    }

    /// The part of the requested amount for which there is no refund record. Only orders from
    /// before refunds were recorded have such a part.
    fn requested_before(&self) -> Amount {
        self.refunds.iter().fold(self.payment.requested, |left, it| less(left, it.amount))
    }

    pub(super) fn part_of(&mut self, id: &PaymentId) -> Option<&mut OrderPayment> {
        self.0.payments.iter_mut().find(|it| it.id == *id)
    }

    /// The order with the next version. The caller records the history lines.
    pub(super) fn changed(&self) -> Self {
        let mut order = self.clone();
        order.0.version += 1;
        order
    }

    pub(super) fn part(&mut self, id: &PaymentId, change: impl FnOnce(&mut OrderPayment)) {
        if let Some(part) = self.part_of(id) {
            change(part);
        }
    }

    /// Requests a refund of kept money for the seller. The amount that an open order would then owe
    /// again is waived.
    pub(super) fn request_refund(
        &self,
        amount: Amount,
        reason: &Text<1000>,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !actor.manages(&self.seller) {
            return Err(Refusal::Forbidden);
        }
        if self.is_disputed() {
            return Err(Refusal::Disputed);
        }
        let kept = self.payment.kept();
        if kept == Amount::ZERO {
            return Err(Refusal::NothingKept);
        }
        if amount > kept {
            return Err(Refusal::MoreThanKept { kept });
        }
        if self.refunds.len() >= Self::MAX_OPEN_REFUNDS {
            return Err(Refusal::TooManyRefunds);
        }
        let mut change = Change::to(self.changed());
        change.ask_back(
            &Asked { amount, from: None, of_stop: false, reason: Some(reason), by: actor },
            stamp,
        );
        change.waive(self);
        Ok(change)
    }

    /// Removes a settled or withdrawn refund from the open ones.
    pub(super) fn close_refund(&mut self, id: &RefundId) {
        let Some(at) = self.refunds.iter().position(|it| it.id == *id) else { return };
        let refund = self.0.refunds.remove(at);
        self.0.payment.requested = less(self.payment.requested, refund.amount);
        if let Some(payment) = &refund.payment {
            self.part(payment, |it| it.requested = less(it.requested, refund.amount));
        }
        if let (true, Some(stop)) = (refund.of_stop, &mut self.0.stop) {
            stop.refund = less(stop.refund, refund.amount);
        }
    }

    /// Limits the waived amount to what would be owed without it, after the kept amount rose.
    pub(super) fn cap_waived(&mut self) {
        let owed = less(self.grand_total(), self.payment.kept());
        self.0.payment.waived = self.payment.waived.min(owed);
    }

    pub(super) fn set_failed(&mut self, id: &RefundId, has_failed: bool) {
        if let Some(refund) = self.0.refunds.iter_mut().find(|it| it.id == *id) {
            refund.has_failed = has_failed;
        }
    }
}

impl Change {
    /// Requests that money is refunded: one refund for each payment that it is taken from, the
    /// newest payment first and money by hand last.
    pub(super) fn ask_back(&mut self, asked: &Asked<'_>, stamp: &Stamp) {
        let Asked { amount, from, of_stop, reason, by } = *asked;
        let mut left = amount.min(self.order.payment.kept());
        if left == Amount::ZERO {
            return;
        }
        let total = left;
        let order = &mut self.order;
        let ids: Vec<PaymentId> = order.payments.iter().rev().map(|it| it.id.clone()).collect();
        let first = from.cloned().into_iter();
        let others = ids.into_iter().filter(|id| Some(id) != from);
        let mut parts: Vec<(Option<PaymentId>, Amount)> = Vec::new();
        for id in first.chain(others) {
            let part = left.min(order.payment_of(&id).map_or(Amount::ZERO, OrderPayment::kept));
            order.part(&id, |it| it.requested = sum(it.requested, part));
            parts.push((Some(id), part));
            left = less(left, part);
        }
        parts.push((None, left));
        for (payment, amount) in parts.into_iter().filter(|(_, part)| *part > Amount::ZERO) {
            let id = RefundId::of(order.version, self.refunds.len());
            let open = OpenRefund::new(id.clone(), payment.clone(), amount);
            order.0.refunds.push(OpenRefund { of_stop, ..open });
            let refund = Refund::request(order.id, id, payment, amount, reason.cloned(), stamp.now);
            self.refunds.push(refund);
        }
        order.0.payment.requested = sum(order.payment.requested, total);
        order.record(EntryKind::RefundRequested, by, None, stamp);
        order.reason_last(reason.cloned());
        order.amount_last(total);
    }

    /// Waives what an open order would owe again because money was refunded on purpose, or a bank
    /// took it back.
    pub(super) fn waive(&mut self, before: &Order) {
        let more = less(self.order.amount_owed(), before.amount_owed());
        self.order.0.payment.waived = sum(self.order.payment.waived, more);
    }

    /// Requests a refund of the kept amount above the total, after the total fell.
    pub(super) fn refund_excess(&mut self, before: Amount, stamp: &Stamp) {
        let order = &mut self.order;
        let total = order.grand_total();
        if total >= before {
            return;
        }
        order.cap_waived();
        let amount = less(order.payment.kept(), total);
        let by = Actor::System("lifecycle");
        self.ask_back(&Asked { amount, from: None, of_stop: false, reason: None, by: &by }, stamp);
    }

    /// Withdraws the refunds that the stop of the order requested and that have not started.
    pub(super) fn withdraw_of_stop(&mut self, of_stop: Amount, stamp: &Stamp) {
        let order = &mut self.order;
        let asked_before = order.requested_before();
        let open = |it: &&OpenRefund| it.of_stop;
        let listed =
            order.refunds.iter().filter(open).fold(Amount::ZERO, |all, it| sum(all, it.amount));
        let before = less(of_stop, listed).min(asked_before);
        order.0.payment.requested = less(order.payment.requested, before);
        let ids: Vec<(RefundId, Amount)> = order
            .refunds
            .iter()
            .filter(|it| it.of_stop && !it.is_under_way)
            .map(|it| (it.id.clone(), it.amount))
            .collect();
        let withdrawn = ids.iter().fold(before, |all, (_, amount)| sum(all, *amount));
        for (id, _) in ids {
            order.close_refund(&id);
            // This id stands for an amount without a refund record, so nothing has to be withdrawn.
            if id != RefundId::without_record() {
                self.withdrawn.push(id);
            }
        }
        // Refunds that have started are paid. The order is open and owes their amounts again.
        for refund in &mut self.order.0.refunds {
            refund.of_stop = false;
        }
        if withdrawn > Amount::ZERO {
            self.order.record_amount(EntryKind::RefundWithdrawn, withdrawn, stamp);
        }
    }

    /// Withdraws refunds of a payment that have not started, up to this amount in total.
    pub(super) fn withdraw_up_to(&mut self, most: Amount, payment: &PaymentId, stamp: &Stamp) {
        let (mut left, mut all) = (most, Amount::ZERO);
        let of = |it: &&OpenRefund| it.payment.as_ref() == Some(payment) && !it.is_under_way;
        let waiting: Vec<_> = self.order.refunds.iter().filter(of).cloned().collect();
        for refund in waiting {
            if let Some(rest) = left.minus(refund.amount) {
                (left, all) = (rest, sum(all, refund.amount));
                self.order.close_refund(&refund.id);
                self.withdrawn.push(refund.id);
            }
        }
        if all > Amount::ZERO {
            self.order.record_amount(EntryKind::RefundWithdrawn, all, stamp);
        }
    }
}

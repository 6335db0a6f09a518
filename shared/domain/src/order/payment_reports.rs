//! The commands that record what the payment provider and banks did about an order's payments,
//! refunds and disputes.

use super::{
    Change, DisputeReport, EntryKind, OpenRefund, Order, OrderPayment, PaymentReport,
    RefundOutcome, Refusal, Stamp,
    money::{Asked, less, sum},
};
use crate::{Actor, Amount, PaymentId};

impl Order {
    /// Records what the payment provider reports about a payment of the order.
    pub(super) fn report_payment(
        &self,
        id: &PaymentId,
        report: &PaymentReport,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !matches!(actor, Actor::System(_) | Actor::Admin(_)) && !self.is_of(actor) {
            return Err(Refusal::Forbidden);
        }
        let mut change = Change::to(self.changed());
        let order = &mut change.order;
        if order.part_of(id).is_none() {
            order
                .0
                .payments
                .push(OrderPayment { is_open: false, ..OrderPayment::open(id.clone()) });
        }
        match report {
            PaymentReport::Opened => {
                if self.open_payment().is_some() {
                    return Err(Refusal::PaymentUnderWay);
                }
                if self.pay_by().is_some_and(|until| until <= stamp.now) {
                    let reason = "the time to pay for the order is over; place the order again";
                    let (code, reason) = ("pay_time_over", reason.to_owned());
                    return Err(Refusal::NotChangeable { code, reason });
                }
                if self.payments.len() >= OrderPayment::MAX {
                    return Err(Refusal::TooManyPayments);
                }
                order.part(id, |it| it.is_open = true);
            }
            PaymentReport::Held(held, until) => {
                order.part(id, |it| (it.held, it.held_until, it.is_open) = (*held, *until, true));
                order.record(EntryKind::PaymentAuthorized, actor, None, stamp);
                order.amount_last(*held);
            }
            PaymentReport::Received(more) => change.receive(id, *more, actor, stamp)?,
            PaymentReport::Released => {
                let held = order.let_go(id);
                order.record(EntryKind::PaymentReleased, actor, None, stamp);
                order.amount_last(held);
                order.await_payment_again(stamp);
            }
            PaymentReport::Expiring => {
                let held = order.amount_authorized();
                order.record(EntryKind::PaymentExpiring, actor, None, stamp);
                order.amount_last(held);
            }
            PaymentReport::Failed(reason) => {
                let held = order.let_go(id);
                order.record(EntryKind::PaymentFailed, actor, None, stamp);
                order.reason_last(Some(reason.clone()));
                order.amount_last(held);
            }
            PaymentReport::Closed => order.part(id, |it| it.is_open = false),
        }
        // A closed payment that nobody paid is forgotten: nothing of it can ever be refunded.
        change.order.0.payments.retain(|it| it.is_open || it.paid > Amount::ZERO);
        Ok(change)
    }

    /// Closes a payment and its hold, and returns the amount that was held.
    fn let_go(&mut self, id: &PaymentId) -> Amount {
        let held = self.payment_of(id).map_or(Amount::ZERO, |it| it.held);
        self.part(id, |it| (it.held, it.held_until, it.is_open) = (Amount::ZERO, None, false));
        held
    }

    /// Records the outcome of a refund.
    pub(super) fn report_refund(
        &self,
        refund: &OpenRefund,
        outcome: &RefundOutcome,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !matches!(actor, Actor::System(_)) && !actor.manages(&self.seller) {
            return Err(Refusal::Forbidden);
        }
        let mut change = Change::to(self.changed());
        let order = &mut change.order;
        let OpenRefund { id, payment, amount, .. } = refund;
        let is_open = order.refunds.iter().any(|it| it.id == *id);
        match (outcome, is_open) {
            (RefundOutcome::Settled, true) => {
                order.close_refund(id);
                order.0.payment.refunded = sum(order.payment.refunded, *amount);
                if let Some(payment) = payment {
                    order.part(payment, |it| it.refunded = sum(it.refunded, *amount));
                }
                order.record(EntryKind::RefundSettled, actor, None, stamp);
            }
            (RefundOutcome::Failed(reason), true) => {
                order.set_failed(id, true);
                order.record(EntryKind::RefundFailed, actor, None, stamp);
                order.reason_last(Some(reason.clone()));
            }
            (RefundOutcome::Retried, true) => {
                order.set_failed(id, false);
                return Ok(change);
            }
            // The refund was settled, and the money came back.
            (RefundOutcome::Failed(reason), false) => {
                order.0.payment.refunded = less(order.payment.refunded, *amount);
                order.0.payment.requested = sum(order.payment.requested, *amount);
                if let Some(payment) = payment {
                    order.part(payment, |it| {
                        it.refunded = less(it.refunded, *amount);
                        it.requested = sum(it.requested, *amount);
                    });
                }
                order.0.refunds.push(OpenRefund {
                    has_failed: true,
                    of_stop: self.status.phase.is_stopped(),
                    ..refund.clone()
                });
                if let Some(stop) = &mut order.0.stop {
                    stop.refund = sum(stop.refund, *amount);
                }
                order.record(EntryKind::RefundFailed, actor, None, stamp);
                order.reason_last(Some(reason.clone()));
            }
            (RefundOutcome::CameBack(reason), false) => {
                order.0.payment.refunded = less(order.payment.refunded, *amount);
                if let Some(payment) = payment {
                    order.part(payment, |it| it.refunded = less(it.refunded, *amount));
                }
                order.cap_waived();
                order.record(EntryKind::RefundFailed, actor, None, stamp);
                order.reason_last(Some(reason.clone()));
            }
            (RefundOutcome::Settled | RefundOutcome::Retried, false)
            | (RefundOutcome::CameBack(_), true) => return Ok(self.as_it_is()),
        }
        order.amount_last(*amount);
        Ok(change)
    }

    /// Records a refund that somebody made in the provider's dashboard. A failed refund of an equal
    /// amount is withdrawn, because the new refund replaces it. If less than the amount is kept,
    /// refunds that have not started are withdrawn to make room, and the rest of their amounts is
    /// requested again.
    pub(super) fn find_refund(
        &self,
        payment: &PaymentId,
        amount: Amount,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !matches!(actor, Actor::System(_)) {
            return Err(Refusal::Forbidden);
        }
        let mut change = Change::to(self.changed());
        let replaced = change.make_room(payment, amount, stamp);
        let order = &mut change.order;
        let kept = order.payment_of(payment).map_or(Amount::ZERO, OrderPayment::kept);
        if amount > kept {
            return Err(Refusal::MoreThanKept { kept });
        }
        order.0.payment.refunded = sum(order.payment.refunded, amount);
        order.part(payment, |it| it.refunded = sum(it.refunded, amount));
        order.record(EntryKind::RefundSettled, actor, None, stamp);
        order.amount_last(amount);
        if let Some(Replaced { amount: before, of_stop }) = replaced {
            change.ask_rest(less(before, amount), of_stop, payment, stamp);
        }
        change.waive(self);
        change.order.cap_waived();
        Ok(change)
    }

    /// Records what a bank did about a payment of the order.
    pub(super) fn report_dispute(
        &self,
        id: &PaymentId,
        report: &DisputeReport,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Change, Refusal> {
        if !matches!(actor, Actor::System(_)) {
            return Err(Refusal::Forbidden);
        }
        let mut change = Change::to(self.changed());
        if self.payment_of(id).is_none() {
            return Ok(self.as_it_is());
        }
        match report {
            DisputeReport::Opened { amount, reason, answer_by } => {
                let order = &mut change.order;
                order.part(id, |it| (it.is_disputed, it.answer_by) = (true, *answer_by));
                order.record(EntryKind::DisputeOpened, actor, None, stamp);
                order.reason_last(reason.clone());
                order.amount_last(*amount);
            }
            DisputeReport::Lost(amount) => {
                change.withdraw_up_to(*amount, id, stamp);
                let order = &mut change.order;
                let kept = order.payment_of(id).map_or(Amount::ZERO, OrderPayment::kept);
                let gone = (*amount).min(kept);
                order.0.payment.charged_back = sum(order.payment.charged_back, gone);
                order.part(id, |it| {
                    it.charged_back = sum(it.charged_back, gone);
                    (it.is_disputed, it.answer_by) = (false, None);
                });
                order.record(EntryKind::DisputeClosed, actor, None, stamp);
                order.amount_last(gone);
                // The buyer is not asked to pay again what the bank took back.
                change.waive(self);
            }
            DisputeReport::Won => {
                let order = &mut change.order;
                let back = order.payment_of(id).map_or(Amount::ZERO, |it| it.charged_back);
                order.0.payment.charged_back = less(order.payment.charged_back, back);
                order.part(id, |it| {
                    it.charged_back = Amount::ZERO;
                    (it.is_disputed, it.answer_by) = (false, None);
                });
                order.cap_waived();
                order.record(EntryKind::DisputeClosed, actor, None, stamp);
                order.amount_last(Amount::ZERO);
            }
        }
        Ok(change)
    }
}

/// The refunds that another refund replaced.
struct Replaced {
    /// The sum of their amounts.
    amount: Amount,
    /// Whether the stop of the order had requested one of them.
    of_stop: bool,
}

impl Change {
    /// Withdraws refunds of a payment that have not started: a failed one of exactly this amount,
    /// or else as many as needed until this amount is kept.
    fn make_room(
        &mut self,
        payment: &PaymentId,
        amount: Amount,
        stamp: &Stamp,
    ) -> Option<Replaced> {
        let of = |it: &&OpenRefund| it.payment.as_ref() == Some(payment) && !it.is_under_way;
        let mut waiting: Vec<_> = self.order.refunds.iter().filter(of).cloned().collect();
        let is_same = |it: &OpenRefund| it.has_failed && it.amount == amount;
        if let Some(same) = waiting.iter().find(|it| is_same(it)).cloned() {
            waiting = vec![same];
        } else {
            let kept = self.order.payment_of(payment).map_or(Amount::ZERO, OrderPayment::kept);
            let (mut room, mut used) = (kept, 0);
            while room < amount && used < waiting.len() {
                room = sum(room, waiting[used].amount);
                used += 1;
            }
            waiting.truncate(used);
        }
        let all = waiting.iter().fold(Amount::ZERO, |all, it| sum(all, it.amount));
        let of_stop = waiting.iter().any(|it| it.of_stop);
        if waiting.is_empty() {
            return None;
        }
        for refund in waiting {
            self.order.close_refund(&refund.id);
            self.withdrawn.push(refund.id);
        }
        self.order.record_amount(EntryKind::RefundWithdrawn, all, stamp);
        Some(Replaced { amount: all, of_stop })
    }

    /// Requests again the rest of refunds that were withdrawn to make room.
    fn ask_rest(&mut self, rest: Amount, of_stop: bool, payment: &PaymentId, stamp: &Stamp) {
        let kept = self.order.payment_of(payment).map_or(Amount::ZERO, OrderPayment::kept);
        let amount = rest.min(kept);
        let (from, by) = (Some(payment), Actor::System("lifecycle"));
        self.ask_back(&Asked { amount, from, of_stop, reason: None, by: &by }, stamp);
        if let (true, Some(stop)) = (of_stop, &mut self.order.0.stop) {
            stop.refund = sum(stop.refund, amount);
        }
    }

    /// Records money that was received with a payment. An amount that is not owed is refunded at
    /// once.
    fn receive(
        &mut self,
        id: &PaymentId,
        more: Amount,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<(), Refusal> {
        let order = &mut self.order;
        order.0.payment.paid = order.payment.paid.plus(more).ok_or(Refusal::TooMuch)?;
        order.part(id, |it| {
            it.paid = sum(it.paid, more);
            (it.held, it.held_until, it.is_open) = (Amount::ZERO, None, false);
        });
        order.record(EntryKind::Paid, actor, None, stamp);
        order.amount_last(more);
        let of_stop = order.status.phase.is_stopped();
        let owed = if of_stop { Amount::ZERO } else { order.grand_total() };
        let excess = less(sum(order.payment.kept(), order.payment.waived), owed);
        let system = Actor::System("lifecycle");
        let amount = excess.min(more);
        self.ask_back(&Asked { amount, from: Some(id), of_stop, reason: None, by: &system }, stamp);
        if let (true, Some(stop)) = (of_stop, &mut self.order.0.stop) {
            stop.refund = sum(stop.refund, amount);
        }
        Ok(())
    }
}

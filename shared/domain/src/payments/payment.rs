use std::ops::Deref;

use jiff::{SignedDuration, Timestamp};

use super::{CHECKS, Dispute};
use crate::{Amount, Currency, FeePoints, OneLine, OrderId, PaymentId, money::apportion};

/// The most orders that one payment is for, so that one transaction writes the payment and all of them.
pub const MAX_SHARES: usize = 30;

/// How long before the end of a hold the provider is asked about the payment, so that its capture is not missed; and
/// how often, where nothing says when else.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Money that one person pays at once, for one or several orders of one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment(PaymentData);

/// What a payment holds, to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentData {
    /// Its id.
    pub id: PaymentId,
    /// Rises with each change.
    pub version: u32,
    /// The seller's own account with the provider; `None` for the deployment's.
    pub account: Option<OneLine<255>>,
    /// The provider's id of its intent, once that is known.
    pub intent: Option<OneLine<255>>,
    /// The currency of its amounts.
    pub currency: Currency,
    /// Where it is.
    pub state: PaymentState,
    /// Whether the money is held first, and taken when the order is accepted.
    pub is_held_first: bool,
    /// What each order is to pay.
    pub shares: Vec<PaymentShare>,
    /// The number of the amount that it asks for, from 1: part of the idempotency key with which the provider is told
    /// of another amount.
    pub generation: u32,
    /// What is held.
    pub held: Amount,
    /// What was received in all.
    pub received: Amount,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When what is held is released, if the provider said so.
    pub hold_ends_at: Option<Timestamp>,
    /// Whether staff were told that what is held ends within a day.
    pub is_end_told: bool,
    /// Until when it can be paid, where an order has to be paid for before its seller gets it.
    pub pay_by: Option<Timestamp>,
    /// What the deployment keeps of it.
    pub fee: FeePoints,
    /// Its disputes.
    pub disputes: Vec<Dispute>,
    /// When the provider is to be asked about it again.
    pub next_check: Option<Timestamp>,
}

/// What one order is to pay with a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentShare {
    /// The order.
    pub order: OrderId,
    /// How much of the payment is asked for it.
    pub asked: Amount,
}

/// Where a payment is. It never goes back, but for one case: money that arrives although the payment was closed makes
/// it captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaymentState {
    /// Nobody has paid. An attempt that was declined leaves it here.
    Open,
    /// The money is held, and not captured.
    Held,
    /// The money was received.
    Captured,
    /// It was cancelled, or its hold ended. Nothing is held, and nobody can pay it any more.
    Closed,
}

/// What a payment is opened with.
#[derive(Debug, Clone)]
pub struct NewPayment {
    /// Its id.
    pub id: PaymentId,
    /// The seller's own account with the provider; `None` for the deployment's.
    pub account: Option<OneLine<255>>,
    /// The currency of its amounts.
    pub currency: Currency,
    /// Whether the money is held first, and taken when the order is accepted.
    pub is_held_first: bool,
    /// What each order is to pay.
    pub shares: Vec<PaymentShare>,
    /// Until when it can be paid, where an order has to be paid for before its seller gets it.
    pub pay_by: Option<Timestamp>,
    /// What the deployment keeps of it.
    pub fee: FeePoints,
    /// When it is opened.
    pub at: Timestamp,
}

/// What the provider answered about a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportedPayment {
    /// Where it is there.
    pub status: ReportedStatus,
    /// Its currency there.
    pub currency: Currency,
    /// What is held and could be captured.
    pub held: Amount,
    /// What was received.
    pub received: Amount,
    /// When the hold ends.
    pub hold_ends_at: Option<Timestamp>,
}

/// Where a payment is at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportedStatus {
    /// The buyer has not paid yet, or the outcome is not known yet.
    Waiting,
    /// The money is held.
    Held,
    /// The money was received.
    Received,
    /// It was cancelled, or the hold ended.
    Cancelled,
}

/// What an answer of the provider changed about a payment. Its orders record their parts of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentChange {
    /// This amount is held now.
    Held(Amount),
    /// This amount was received, beyond what was received before.
    Received(Amount),
    /// What was held is held no longer.
    Released,
    /// Nobody paid, and nobody can any more.
    Closed,
}

/// Why a payment is not opened or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRefusal {
    /// No order, or too many.
    #[error("a payment must be for 1 to {MAX_SHARES} orders")]
    Shares,
    /// The same order twice.
    #[error("a payment can name each order only once")]
    SameOrder,
    /// The amount of an order is zero, or the sum of all is larger than [`Amount::MAX`].
    #[error(
        "a payment must have at least 1 minor unit for each order, and at most {} in all",
        Amount::MAX
    )]
    Amount,
    /// The provider's answer is in another currency than the payment: first the answer's, then the payment's.
    #[error("the provider answered in {said}, and the payment is in {asked}", said = .0.code(), asked = .1.code())]
    Currency(Currency, Currency),
    /// It is held, captured or closed.
    #[error("the payment was paid or closed and can no longer be changed")]
    NotOpen,
}

impl Deref for Payment {
    type Target = PaymentData;

    fn deref(&self) -> &PaymentData {
        &self.0
    }
}

impl Payment {
    /// Opens a payment.
    ///
    /// # Errors
    ///
    /// [`PaymentRefusal`].
    pub fn open(new: NewPayment) -> Result<Self, PaymentRefusal> {
        let NewPayment { id, account, currency, is_held_first, shares, pay_by, fee, at } = new;
        check(&shares)?;
        let payment = Self(PaymentData {
            id,
            version: 1,
            account,
            intent: None,
            currency,
            state: PaymentState::Open,
            is_held_first,
            shares,
            generation: 1,
            held: Amount::ZERO,
            received: Amount::ZERO,
            opened_at: at,
            hold_ends_at: None,
            is_end_told: false,
            pay_by,
            fee,
            disputes: Vec::new(),
            next_check: None,
        });
        Ok(payment.scheduled(at))
    }

    /// A payment as it was stored.
    #[must_use]
    pub const fn restore(data: PaymentData) -> Self {
        Self(data)
    }

    /// What is to be paid in all.
    #[must_use]
    pub fn asked(&self) -> Amount {
        // Checked when it was opened, and at each change.
        let add = |sum: Amount, share: &PaymentShare| sum.plus(share.asked).unwrap_or(Amount::MAX);
        self.shares.iter().fold(Amount::ZERO, add)
    }

    /// Records the provider's id of its intent. The first id stays: another one belongs to a repeated call whose
    /// answer was lost.
    #[must_use]
    pub fn named(mut self, intent: OneLine<255>) -> Self {
        if self.intent.is_none() {
            self.0.intent = Some(intent);
            self.0.version += 1;
        }
        self
    }

    /// Asks for another amount of its orders.
    ///
    /// # Errors
    ///
    /// [`PaymentRefusal::NotOpen`] unless the payment is open; otherwise those of [`Payment::open`].
    pub fn asking(&self, shares: Vec<PaymentShare>) -> Result<Self, PaymentRefusal> {
        if self.state != PaymentState::Open {
            return Err(PaymentRefusal::NotOpen);
        }
        check(&shares)?;
        let mut next = self.clone();
        next.0.shares = shares;
        next.0.generation += 1;
        next.0.version += 1;
        Ok(next)
    }

    /// The payment after an answer of the provider, and what it changed; `None` where the answer is older than what
    /// is known, or says no more. What was received never falls, whatever the provider answers.
    ///
    /// # Errors
    ///
    /// [`PaymentRefusal::Currency`]: nothing is recorded, and a person has to look into it.
    pub fn reported(
        &self,
        report: &ReportedPayment,
        now: Timestamp,
    ) -> Result<Option<(Self, PaymentChange)>, PaymentRefusal> {
        if report.currency != self.currency {
            return Err(PaymentRefusal::Currency(report.currency, self.currency));
        }
        // Only what is new: some of what came before may have been given back.
        let more = report.received.minus(self.received).unwrap_or(Amount::ZERO);
        let change = match (self.state, report.status) {
            (PaymentState::Open, ReportedStatus::Held) => PaymentChange::Held(report.held),
            (
                PaymentState::Open | PaymentState::Held | PaymentState::Closed,
                ReportedStatus::Received,
            ) => PaymentChange::Received(more),
            (PaymentState::Captured, ReportedStatus::Received) if more > Amount::ZERO => {
                PaymentChange::Received(more)
            }
            (PaymentState::Open, ReportedStatus::Cancelled) => PaymentChange::Closed,
            (PaymentState::Held, ReportedStatus::Cancelled) => PaymentChange::Released,
            (_, ReportedStatus::Waiting)
            | (
                PaymentState::Held | PaymentState::Captured | PaymentState::Closed,
                ReportedStatus::Held,
            )
            | (PaymentState::Captured, ReportedStatus::Received | ReportedStatus::Cancelled)
            | (PaymentState::Closed, ReportedStatus::Cancelled) => return Ok(None),
        };
        let mut next = self.clone();
        next.0.version += 1;
        next.0.hold_ends_at = None;
        match change {
            PaymentChange::Held(held) => {
                next.0.state = PaymentState::Held;
                next.0.held = held;
                next.0.hold_ends_at = report.hold_ends_at;
            }
            PaymentChange::Received(_) => {
                next.0.state = PaymentState::Captured;
                next.0.held = Amount::ZERO;
                next.0.received = report.received;
            }
            PaymentChange::Released | PaymentChange::Closed => {
                next.0.state = PaymentState::Closed;
                next.0.held = Amount::ZERO;
            }
        }
        Ok(Some((next.scheduled(now), change)))
    }

    /// Divides an amount of it between its orders, as what is asked of them.
    #[must_use]
    pub fn divided(&self, amount: Amount) -> Vec<(OrderId, Amount)> {
        let weights: Vec<u64> = self.shares.iter().map(|share| share.asked.minor()).collect();
        let orders = self.shares.iter().map(|share| share.order);
        orders.zip(apportion(amount, &weights)).collect()
    }

    /// Whether nobody has paid it for so long that it is to be cancelled, so that nobody pays it later unnoticed; or
    /// beyond the time in which its order had to be paid for.
    #[must_use]
    pub fn is_abandoned(&self, now: Timestamp) -> bool {
        let last = CHECKS.last().copied().unwrap_or(DAY);
        let end = self.opened_at + last;
        self.state == PaymentState::Open && now >= self.pay_by.map_or(end, |by| by.min(end))
    }

    /// The same, after staff were told that what is held ends within a day; nothing before that day, and once they
    /// were.
    #[must_use]
    pub fn ending(&self, now: Timestamp) -> Option<Self> {
        let is_near = self.hold_ends_at.is_some_and(|ends| now >= ends - DAY);
        if self.state != PaymentState::Held || !is_near || self.is_end_told {
            return None;
        }
        let mut next = self.clone();
        next.0.is_end_told = true;
        next.0.version += 1;
        Some(next)
    }

    /// The same with the time at which the provider is to be asked about it again: at [`CHECKS`] after it was opened;
    /// a day before its hold ends, or daily where the provider did not say when that is. None once it is captured or
    /// closed.
    #[must_use]
    pub fn scheduled(mut self, now: Timestamp) -> Self {
        self.0.next_check = match self.state {
            PaymentState::Open => {
                let checks = CHECKS.iter().map(|after| self.opened_at + *after).chain(self.pay_by);
                // After the last one it is closed; until that succeeds, daily.
                Some(checks.filter(|at| *at > now).min().unwrap_or(now + DAY))
            }
            PaymentState::Held => Some(self.hold_ends_at.map_or(now + DAY, |ends| {
                let warned = ends - DAY;
                if warned > now { warned } else { ends.max(now + SignedDuration::from_mins(10)) }
            })),
            PaymentState::Captured | PaymentState::Closed => None,
        };
        self
    }

    /// The same, to be looked at again then, or by itself no more.
    #[must_use]
    pub const fn checked_again_at(mut self, at: Option<Timestamp>) -> Self {
        self.0.next_check = at;
        self.0.version += 1;
        self
    }

    /// The same with a dispute as it is now; nothing where that is known.
    #[must_use]
    pub fn disputed(&self, dispute: Dispute) -> Option<Self> {
        if self.disputes.contains(&dispute) {
            return None;
        }
        let mut next = self.clone();
        next.0.version += 1;
        match next.0.disputes.iter_mut().find(|known| known.id == dispute.id) {
            Some(known) => *known = dispute,
            None => next.0.disputes.push(dispute),
        }
        Some(next)
    }
}

fn check(shares: &[PaymentShare]) -> Result<(), PaymentRefusal> {
    if !(1..=MAX_SHARES).contains(&shares.len()) {
        return Err(PaymentRefusal::Shares);
    }
    let twice = |at: usize| shares[..at].iter().any(|share| share.order == shares[at].order);
    if (0..shares.len()).any(twice) {
        return Err(PaymentRefusal::SameOrder);
    }
    let total = shares.iter().try_fold(Amount::ZERO, |sum, share| sum.plus(share.asked));
    if total.is_none() || shares.iter().any(|share| share.asked == Amount::ZERO) {
        return Err(PaymentRefusal::Amount);
    }
    Ok(())
}

//! Payments: money that one person pays at once for one or several orders.
//!
//! A payment's received amount never falls, and its state never goes back, except that late money
//! for a closed payment is still captured.

use std::ops::Deref;

use jiff::{SignedDuration, Timestamp};

use super::{CHECKS, Dispute};
use crate::{Amount, Currency, FeePoints, OneLine, OrderId, PaymentId, money::apportion};

/// The most orders of one payment, so that one transaction can write the payment and all of them.
pub const MAX_SHARES: usize = 30;

/// How long before the end of a hold the provider is asked about the payment, so that its capture
/// is not missed. Also the interval of the checks when no other time is known.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Money that one person pays at once, for one or several orders of one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment(PaymentData);

/// The stored state of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentData {
    /// The payment's id.
    pub id: PaymentId,
    /// The version: rises with each change.
    pub version: u32,
    /// The seller's own account with the provider; `None` for the deployment's.
    pub account: Option<OneLine<255>>,
    /// The provider's id of the payment intent, once it is known.
    pub intent: Option<OneLine<255>>,
    /// The currency of the amounts.
    pub currency: Currency,
    /// The state.
    pub state: PaymentState,
    /// Whether the money is held first, and captured when the order is accepted.
    pub is_held_first: bool,
    /// The amount that is asked for each order.
    pub shares: Vec<PaymentShare>,
    /// The number of the requested amount, from 1. It is a part of the idempotency key with which
    /// the provider gets a changed amount.
    pub generation: u32,
    /// The held amount.
    pub held: Amount,
    /// The received amount.
    pub received: Amount,
    /// When the payment was opened.
    pub opened_at: Timestamp,
    /// When the hold ends, if the provider said so.
    pub hold_ends_at: Option<Timestamp>,
    /// Whether staff were notified that the hold ends within a day.
    pub is_end_notified: bool,
    /// Until when the payment can be paid, if an order must be paid before the seller receives it.
    pub pay_by: Option<Timestamp>,
    /// The fee that the deployment keeps of the payment.
    pub fee: FeePoints,
    /// The payment's disputes.
    pub disputes: Vec<Dispute>,
    /// When the provider is asked about the payment again.
    pub next_check: Option<Timestamp>,
}

/// The share of one order in a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentShare {
    /// The order.
    pub order: OrderId,
    /// The amount that is asked for the order.
    pub asked: Amount,
}

/// The state of a payment. It never goes back, with one exception: money that arrives after the
/// payment was closed makes it captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaymentState {
    /// Nobody has paid. A declined attempt leaves the payment open.
    Open,
    /// The money is held, and not captured.
    Held,
    /// The money was received.
    Captured,
    /// The payment was cancelled, or its hold ended. Nothing is held, and it can no longer be paid.
    Closed,
}

/// The data with which a payment is opened.
#[derive(Debug, Clone)]
pub struct NewPayment {
    /// The payment's id.
    pub id: PaymentId,
    /// The seller's own account with the provider; `None` for the deployment's.
    pub account: Option<OneLine<255>>,
    /// The currency of the amounts.
    pub currency: Currency,
    /// Whether the money is held first, and captured when the order is accepted.
    pub is_held_first: bool,
    /// The amount that is asked for each order.
    pub shares: Vec<PaymentShare>,
    /// Until when the payment can be paid, if an order must be paid before the seller receives it.
    pub pay_by: Option<Timestamp>,
    /// The fee that the deployment keeps of the payment.
    pub fee: FeePoints,
    /// When the payment is opened.
    pub at: Timestamp,
}

/// The provider's report about a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportedPayment {
    /// The status at the provider.
    pub status: ReportedStatus,
    /// The currency at the provider.
    pub currency: Currency,
    /// The amount that is held and could be captured.
    pub held: Amount,
    /// The amount that was received.
    pub received: Amount,
    /// When the hold ends.
    pub hold_ends_at: Option<Timestamp>,
}

/// The status of a payment at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportedStatus {
    /// The buyer has not paid yet, or the outcome is not known yet.
    Waiting,
    /// The money is held.
    Held,
    /// The money was received.
    Received,
    /// The payment was cancelled, or the hold ended.
    Cancelled,
}

/// What a report of the provider changed about a payment. The orders record their parts of the
/// change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentChange {
    /// This amount is held now.
    Held(Amount),
    /// This amount was received, in addition to what was received before.
    Received(Amount),
    /// The hold was released without a capture.
    Released,
    /// Nobody paid, and the payment can no longer be paid.
    Closed,
}

/// Why a payment cannot be opened or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRefusal {
    /// The payment names no order, or too many.
    #[error("a payment must be for 1 to {MAX_SHARES} orders")]
    Shares,
    /// The payment names an order twice.
    #[error("a payment can name each order only once")]
    SameOrder,
    /// The amount of an order is zero, or the sum of all is larger than [`Amount::MAX`].
    #[error(
        "a payment must have at least 1 minor unit for each order, and at most {} in all",
        Amount::MAX
    )]
    Amount,
    /// The provider's report is in another currency than the payment. The first currency is the
    /// report's, the second the payment's.
    #[error("the provider answered in {said}, and the payment is in {asked}", said = .0.code(), asked = .1.code())]
    Currency(Currency, Currency),
    /// The payment is held, captured or closed.
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
            is_end_notified: false,
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

    /// The amount that is asked for all orders together.
    #[must_use]
    pub fn asked(&self) -> Amount {
        // Opening and changing the payment check that the sum is in range.
        let add = |sum: Amount, share: &PaymentShare| sum.plus(share.asked).unwrap_or(Amount::MAX);
        self.shares.iter().fold(Amount::ZERO, add)
    }

    /// Records the provider's id of the payment intent. The first id is kept: a later one belongs
    /// to a repeated call whose response was lost.
    #[must_use]
    pub fn named(mut self, intent: OneLine<255>) -> Self {
        if self.intent.is_none() {
            self.0.intent = Some(intent);
            self.0.version += 1;
        }
        self
    }

    /// Asks other amounts for the orders.
    ///
    /// # Errors
    ///
    /// [`PaymentRefusal::NotOpen`] unless the payment is open, and those of [`Payment::open`].
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

    /// The payment after a report of the provider, and what the report changed; `None` when the
    /// report is older than the recorded state or has nothing new. The received amount never falls,
    /// whatever the provider reports.
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
        // Only the additional amount: earlier money may have been refunded in the meantime.
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

    /// Divides an amount of the payment between its orders, in proportion to their shares.
    #[must_use]
    pub fn divided(&self, amount: Amount) -> Vec<(OrderId, Amount)> {
        let weights: Vec<u64> = self.shares.iter().map(|share| share.asked.minor()).collect();
        let orders = self.shares.iter().map(|share| share.order);
        orders.zip(apportion(amount, &weights)).collect()
    }

    /// Whether an open payment must be cancelled, so that nobody pays it later unnoticed: nobody
    /// has paid until the last of [`CHECKS`], or until the time by which its order must be paid.
    #[must_use]
    pub fn is_abandoned(&self, now: Timestamp) -> bool {
        let last = CHECKS.last().copied().unwrap_or(DAY);
        let end = self.opened_at + last;
        self.state == PaymentState::Open && now >= self.pay_by.map_or(end, |by| by.min(end))
    }

    /// The payment marked as one about whose ending hold staff were notified. `None` earlier than a
    /// day before the hold ends, and when staff were notified already.
    #[must_use]
    pub fn ending(&self, now: Timestamp) -> Option<Self> {
        let is_near = self.hold_ends_at.is_some_and(|ends| now >= ends - DAY);
        if self.state != PaymentState::Held || !is_near || self.is_end_notified {
            return None;
        }
        let mut next = self.clone();
        next.0.is_end_notified = true;
        next.0.version += 1;
        Some(next)
    }

    /// The payment with the time at which the provider is asked about it again: at [`CHECKS`] after
    /// an open payment was opened; a day before a hold ends, or daily when its end is unknown. A
    /// captured or closed payment has no such time.
    #[must_use]
    pub fn scheduled(mut self, now: Timestamp) -> Self {
        self.0.next_check = match self.state {
            PaymentState::Open => {
                let checks = CHECKS.iter().map(|after| self.opened_at + *after).chain(self.pay_by);
                // After the last check the payment is closed. Until that succeeds it is checked
                // daily.
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

    /// The payment with another time of its next check; `None` means that it is not checked again.
    #[must_use]
    pub const fn checked_again_at(mut self, at: Option<Timestamp>) -> Self {
        self.0.next_check = at;
        self.0.version += 1;
        self
    }

    /// The payment with the present state of a dispute; `None` when that state is recorded already.
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

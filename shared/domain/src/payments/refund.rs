//! Refunds, through the payment provider or by hand.
//!
//! A refund never pays out twice: a worker claims it under a lease before it asks the provider,
//! each attempt has an idempotency key, and when the key may have expired the provider's own state
//! is read first.

use std::ops::Deref;

use jiff::{SignedDuration, Timestamp};

use super::next_try;
use crate::{Amount, OneLine, OrderId, PaymentId, RefundId, Text};

/// How long a claim on a refund lasts. After it another worker may claim the refund.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// The wait before a refund is read again that the provider has accepted and not carried out yet.
const PENDING: SignedDuration = SignedDuration::from_hours(6);
/// The wait before a refund is retried for which the balance was too low.
const NO_BALANCE: SignedDuration = SignedDuration::from_hours(1);
/// How long an idempotency key is relied on. The provider forgets it after a day, so a later retry
/// first reads the provider's own state.
const KEY_LIFE: SignedDuration = SignedDuration::from_hours(23);
/// After how long without an outcome a refund counts as stuck, so that somebody is alerted.
const STUCK: SignedDuration = SignedDuration::from_hours(24);

/// A refund for an order: from its part of one payment, or paid by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund(RefundData);

/// The stored state of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundData {
    /// The order whose money is refunded.
    pub order: OrderId,
    /// The refund's id within the order.
    pub id: RefundId,
    /// The version: rises with each change.
    pub version: u32,
    /// The payment that is refunded; `None` when a person pays by hand.
    pub payment: Option<PaymentId>,
    /// The amount.
    pub amount: Amount,
    /// The reason that the requester gave.
    pub reason: Option<Text<1000>>,
    /// The state.
    pub state: RefundState,
    /// The number of the idempotency key, from 1. Each attempt after a failed one has a new key.
    pub generation: u32,
    /// When the present key was first used.
    pub first_used: Option<Timestamp>,
    /// The number of tries whose outcome is not known, or for which the balance was too low.
    pub tries: u32,
    /// The provider's id of the refund, once it is known.
    pub at_provider: Option<OneLine<255>>,
    /// The reference of a payment by hand.
    pub reference: Option<OneLine<255>>,
    /// When the refund was requested.
    pub requested_at: Timestamp,
    /// When the state last changed.
    pub changed_at: Timestamp,
    /// When the refund is carried out or read again. `None` once it has ended, or when a person
    /// pays it by hand.
    pub next_check: Option<Timestamp>,
}

/// The state of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundState {
    /// The provider has not been asked yet, or a person has not paid by hand yet.
    Requested,
    /// The provider was asked, and may have paid the refund.
    Processing,
    /// The refund was paid.
    Settled,
    /// The provider refused the refund for this reason. A person has to decide.
    Failed(OneLine<255>),
    /// The order was revived, or a bank took the money, before the refund was paid. Or the refund
    /// was made in the provider's dashboard, and the money came back.
    Withdrawn,
}

/// The provider's answer to a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundAnswer {
    /// The provider paid the refund, under this id.
    Given(OneLine<255>),
    /// The provider accepted the refund, under this id, and has not paid it yet.
    Pending(OneLine<255>),
    /// The provider refused the refund permanently, for this reason.
    Refused(OneLine<255>),
    /// The balance of the account at the provider is too low at the moment.
    NoBalance,
    /// No answer came, or one from which the outcome is not known.
    Unknown,
}

/// Why the state of a refund cannot change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefundRefusal {
    /// Another worker has claimed the refund, or the wait after the last try is not over.
    #[error("the refund is being processed, or waits for its next attempt; try again after {0}")]
    Claimed(Timestamp),
    /// The refund has ended.
    #[error("the refund has ended and can no longer be changed")]
    Ended,
    /// A person pays the refund by hand, not the provider.
    #[error("the refund is paid by hand and not by the payment provider; settle it instead")]
    ByHand,
    /// The refund has not failed, so it cannot be retried.
    #[error("only a failed refund can be tried again")]
    NotFailed,
    /// The provider may still pay the refund.
    #[error("the payment provider may still carry out the refund; wait for its result")]
    UnderWay,
}

impl Deref for Refund {
    type Target = RefundData;

    fn deref(&self) -> &RefundData {
        &self.0
    }
}

impl Refund {
    /// A new refund, to be paid as soon as possible: by the provider when it has a payment,
    /// otherwise by a person.
    #[must_use]
    pub fn request(
        order: OrderId,
        id: RefundId,
        payment: Option<PaymentId>,
        amount: Amount,
        reason: Option<Text<1000>>,
        now: Timestamp,
    ) -> Self {
        let next_check = payment.is_some().then_some(now);
        Self(RefundData {
            order,
            id,
            version: 1,
            payment,
            amount,
            reason,
            state: RefundState::Requested,
            generation: 1,
            first_used: None,
            tries: 0,
            at_provider: None,
            reference: None,
            requested_at: now,
            changed_at: now,
            next_check,
        })
    }

    /// A refund that somebody made in the provider's dashboard. It is settled from the start.
    #[must_use]
    pub fn found(
        order: OrderId,
        id: RefundId,
        payment: PaymentId,
        amount: Amount,
        at_provider: OneLine<255>,
        now: Timestamp,
    ) -> Self {
        let mut refund = Self::request(order, id, Some(payment), amount, None, now);
        refund.0.state = RefundState::Settled;
        refund.0.at_provider = Some(at_provider);
        refund.0.next_check = None;
        refund
    }

    /// Records that the money of a refund that was made in the provider's dashboard came back. The
    /// refund is not retried, because nobody requested it here.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::Ended`] unless the refund is settled.
    pub fn came_back(&self, now: Timestamp) -> Result<Self, RefundRefusal> {
        if self.state != RefundState::Settled {
            return Err(RefundRefusal::Ended);
        }
        let mut next = self.next();
        next.0.state = RefundState::Withdrawn;
        next.0.changed_at = now;
        Ok(next)
    }

    /// A refund as it was stored.
    #[must_use]
    pub const fn restore(data: RefundData) -> Self {
        Self(data)
    }

    /// Whether the provider's own state must be read before it is asked: with a new key, or with an
    /// old key that it may have forgotten, it would refund the money a second time.
    #[must_use]
    pub fn reads_first(&self, now: Timestamp) -> bool {
        let old = self.first_used.is_some_and(|at| now.duration_since(at) >= KEY_LIFE);
        self.generation > 1 || old
    }

    /// Whether the refund failed, or has had no outcome for so long that somebody must be alerted.
    #[must_use]
    pub fn is_stuck(&self, now: Timestamp) -> bool {
        match &self.state {
            RefundState::Failed(_) => true,
            RefundState::Requested | RefundState::Processing => {
                self.payment.is_some() && now.duration_since(self.requested_at) >= STUCK
            }
            RefundState::Settled | RefundState::Withdrawn => false,
        }
    }

    /// Claims the refund under a lease of two minutes, before the provider is asked.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::Claimed`] while another worker has it or before the next try,
    /// [`RefundRefusal::ByHand`] when a person pays it, [`RefundRefusal::Ended`] after its end.
    pub fn claim(&self, now: Timestamp) -> Result<Self, RefundRefusal> {
        if self.payment.is_none() {
            return Err(RefundRefusal::ByHand);
        }
        match (&self.state, self.next_check) {
            (RefundState::Processing, Some(at)) if at > now => Err(RefundRefusal::Claimed(at)),
            (RefundState::Requested | RefundState::Processing, _) => {
                let mut next = self.next();
                next.0.state = RefundState::Processing;
                next.0.first_used = self.first_used.or(Some(now));
                next.0.next_check = Some(now + LEASE);
                Ok(next)
            }
            (RefundState::Settled | RefundState::Failed(_) | RefundState::Withdrawn, _) => {
                Err(RefundRefusal::Ended)
            }
        }
    }

    /// Records the provider's answer. `dice` is a random number that spreads the next tries. A
    /// refund that has ended gets no further check, whatever the answer is.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::Ended`] for a withdrawn refund: the provider is not asked for it.
    pub fn answered(
        &self,
        answer: RefundAnswer,
        now: Timestamp,
        dice: u32,
    ) -> Result<Self, RefundRefusal> {
        if self.state == RefundState::Withdrawn {
            return Err(RefundRefusal::Ended);
        }
        let is_open = matches!(self.state, RefundState::Requested | RefundState::Processing);
        let check = |at: Timestamp| is_open.then_some(at);
        let mut next = self.next();
        match answer {
            RefundAnswer::Given(id) => {
                next.0.state = RefundState::Settled;
                next.0.at_provider = Some(id);
                next.0.next_check = None;
                next.0.changed_at = now;
            }
            RefundAnswer::Pending(id) => {
                next.0.at_provider = Some(id);
                next.0.next_check = check(now + PENDING);
            }
            RefundAnswer::Refused(reason) => {
                next.0.state = RefundState::Failed(reason);
                next.0.tries = 0;
                next.0.next_check = None;
                next.0.changed_at = now;
            }
            RefundAnswer::NoBalance => {
                next.0.tries += 1;
                next.0.next_check = check(now + NO_BALANCE);
            }
            RefundAnswer::Unknown => {
                next.0.tries += 1;
                next.0.next_check = check(next_try(now, next.tries, dice));
            }
        }
        Ok(next)
    }

    /// Starts the next generation, with a new idempotency key, because the attempt of the present
    /// one certainly had no effect and never will.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::Ended`] unless the refund is being processed.
    pub fn begun_again(&self, now: Timestamp) -> Result<Self, RefundRefusal> {
        if self.state != RefundState::Processing {
            return Err(RefundRefusal::Ended);
        }
        let mut next = self.next();
        next.0.generation += 1;
        next.0.first_used = Some(now);
        next.0.at_provider = None;
        Ok(next)
    }

    /// Requests a failed refund again, with a new idempotency key.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::NotFailed`].
    pub fn retry(&self, now: Timestamp) -> Result<Self, RefundRefusal> {
        let RefundState::Failed(_) = &self.state else { return Err(RefundRefusal::NotFailed) };
        let mut next = self.next();
        next.0.state = RefundState::Requested;
        next.0.generation += 1;
        next.0.first_used = None;
        // The refund with that id failed permanently. The next attempt gets another id.
        next.0.at_provider = None;
        next.0.next_check = Some(now);
        next.0.changed_at = now;
        Ok(next)
    }

    /// Records that a person paid the refund by hand.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::UnderWay`] while the provider may still pay it, [`RefundRefusal::Ended`]
    /// after its end.
    pub fn settle_by_hand(
        &self,
        reference: Option<OneLine<255>>,
        now: Timestamp,
    ) -> Result<Self, RefundRefusal> {
        match (&self.state, &self.payment) {
            (RefundState::Failed(_), _) | (RefundState::Requested, None) => {
                let mut next = self.next();
                next.0.state = RefundState::Settled;
                next.0.reference = reference;
                next.0.next_check = None;
                next.0.changed_at = now;
                Ok(next)
            }
            (RefundState::Requested | RefundState::Processing, _) => Err(RefundRefusal::UnderWay),
            (RefundState::Settled | RefundState::Withdrawn, _) => Err(RefundRefusal::Ended),
        }
    }

    fn next(&self) -> Self {
        let mut next = self.clone();
        next.0.version += 1;
        next
    }
}

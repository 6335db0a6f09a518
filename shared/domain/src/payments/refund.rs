use std::ops::Deref;

use jiff::{SignedDuration, Timestamp};

use super::next_try;
use crate::{Amount, OneLine, OrderId, PaymentId, RefundId, Text};

/// How long a claim on a refund lasts. After it another worker may claim the refund.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// The wait before a refund is read again that the provider has accepted and not carried out.
const PENDING: SignedDuration = SignedDuration::from_hours(6);
/// The wait before a refund is tried again for which the balance was too low.
const NO_BALANCE: SignedDuration = SignedDuration::from_hours(1);
/// How long an idempotency key is relied on. The provider forgets it after a day; a later repetition first reads the
/// provider's own state.
const KEY_LIFE: SignedDuration = SignedDuration::from_hours(23);
/// After how long without an outcome a refund is stuck, so that somebody is told.
const STUCK: SignedDuration = SignedDuration::from_hours(24);

/// Money that goes back for an order: from its part of one payment, or from hand to hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund(RefundData);

/// What a refund holds, to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundData {
    /// The order that it goes back for.
    pub order: OrderId,
    /// Its id within the order.
    pub id: RefundId,
    /// Rises with each change.
    pub version: u32,
    /// The payment that it is taken from; none where a person gives it back.
    pub payment: Option<PaymentId>,
    /// How much.
    pub amount: Amount,
    /// Why, as whoever asked for it says.
    pub reason: Option<Text<1000>>,
    /// Where it is.
    pub state: RefundState,
    /// The number of its idempotency key, from 1. Each attempt after a failed one has a new key.
    pub generation: u32,
    /// When the key was used first.
    pub first_used: Option<Timestamp>,
    /// How often the outcome was not known.
    pub tries: u32,
    /// The provider's id of it, once that is known.
    pub at_provider: Option<OneLine<255>>,
    /// By which it is found again, where a person gave it back.
    pub reference: Option<OneLine<255>>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When its state changed last.
    pub changed_at: Timestamp,
    /// When it is to be carried out or read again. None once it has ended, or where a person gives it back.
    pub next_check: Option<Timestamp>,
}

/// Where a refund is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundState {
    /// The provider has not been asked yet; or a person has not given it back yet.
    Requested,
    /// The provider was asked, and may have given it.
    Processing,
    /// It was given.
    Settled,
    /// The provider refused it, with this reason. A person has to decide.
    Failed(OneLine<255>),
    /// The order was revived, or a bank took the money, before it was given; or it
    /// was made in the provider's own pages, and came back.
    Withdrawn,
}

/// What came of asking the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundAnswer {
    /// It was given, under this id.
    Given(OneLine<255>),
    /// The provider has accepted it, under this id, and has not carried it out yet.
    Pending(OneLine<255>),
    /// It is refused for good, with this reason.
    Refused(OneLine<255>),
    /// The balance of the account with the provider is too low at the moment.
    NoBalance,
    /// No answer came, or one that does not tell whether the refund was made.
    Unknown,
}

/// Why the state of a refund does not change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefundRefusal {
    /// Another worker has claimed it, or the wait after the last try is not over.
    #[error("the refund is being processed, or waits for its next attempt; try again after {0}")]
    Claimed(Timestamp),
    /// It has ended.
    #[error("the refund has ended and can no longer be changed")]
    Ended,
    /// A person gives it back, and not the provider.
    #[error("the refund is paid by hand and not by the payment provider; settle it instead")]
    ByHand,
    /// Only a refund that failed is tried again.
    #[error("only a failed refund can be tried again")]
    NotFailed,
    /// The provider was asked for it, and may still give it.
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
    /// A refund that is to be given as soon as possible: by the provider where it is taken from a payment, otherwise
    /// by a person.
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

    /// One that was made in the provider's own pages.
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

    /// Records that one which was made in the provider's own pages came back. It is
    /// not tried again from here, as nobody here asked for it.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::Ended`] unless it was given.
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

    /// Whether the provider's own state must be read before it is asked: under a new key, or an old one that it may
    /// have forgotten, it would refund the money a second time.
    #[must_use]
    pub fn reads_first(&self, now: Timestamp) -> bool {
        let old = self.first_used.is_some_and(|at| now.duration_since(at) >= KEY_LIFE);
        self.generation > 1 || old
    }

    /// Whether it is without an outcome for so long that somebody should be told.
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

    /// Claims it, before the provider is asked.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::Claimed`] while another has it, [`RefundRefusal::ByHand`] where no provider gives it,
    /// [`RefundRefusal::Ended`] after its end.
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

    /// Records the provider's answer. `dice` is a random number that spreads the next tries. A refund that has ended
    /// is looked at no more, whatever the answer is.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::Ended`] for one that was withdrawn: the provider is not asked for it.
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

    /// Begins another generation, because the attempt of this one certainly did nothing and never will.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::Ended`] unless it is being carried out.
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

    /// Requests it again after it failed, under a new idempotency key.
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
        // That one failed for good: the next attempt is another.
        next.0.at_provider = None;
        next.0.next_check = Some(now);
        next.0.changed_at = now;
        Ok(next)
    }

    /// Records that a person gave the money back.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::UnderWay`] while the provider may still give it, [`RefundRefusal::Ended`] after its end.
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

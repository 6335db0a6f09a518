use jiff::{SignedDuration, Timestamp};

use super::next_try;
use crate::{Amount, OneLine, OrderId, PaymentId};

/// How long a claim on a refund lasts. After it another worker may claim the refund.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// The wait before a refund is read again that the provider has accepted and not carried out.
const PENDING: SignedDuration = SignedDuration::from_hours(6);
/// The wait before a refund is tried again for which the balance was too low.
const NO_BALANCE: SignedDuration = SignedDuration::from_hours(1);
/// How long an idempotency key is relied on. The provider forgets it after a day; a later repetition first reads the
/// provider's own state.
const KEY_LIFE: SignedDuration = SignedDuration::from_hours(23);

/// Money that goes back from one order's share of one payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    order: OrderId,
    payment: PaymentId,
    amount: Amount,
    state: RefundState,
    /// The number of its idempotency key. Each attempt after a failed one has a new key.
    generation: u32,
    first_used: Option<Timestamp>,
    tries: u32,
    at_provider: Option<OneLine<255>>,
    next_look: Option<Timestamp>,
}

/// Where a refund is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundState {
    /// The provider has not been asked yet.
    Requested,
    /// The provider was asked, and may have given it.
    Processing,
    /// It was given.
    Settled,
    /// The provider refused it, with this reason. A person has to decide.
    Failed(OneLine<255>),
    /// The order was revived before the provider was asked.
    Withdrawn,
}

/// What came of asking the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
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
    #[error("the refund is claimed, or waits for its next try, until {0}")]
    Claimed(Timestamp),
    /// It has ended.
    #[error("the refund has ended")]
    Ended,
    /// The provider was asked, and may have made it.
    #[error("the provider was asked for the refund already")]
    UnderWay,
    /// Only a refund that failed is tried again, or settled by hand.
    #[error("only a refund that failed is tried again or settled by hand")]
    NotFailed,
}

impl Refund {
    /// A refund that the provider is to be asked for, as soon as possible.
    #[must_use]
    pub const fn request(
        order: OrderId,
        payment: PaymentId,
        amount: Amount,
        now: Timestamp,
    ) -> Self {
        Self {
            order,
            payment,
            amount,
            state: RefundState::Requested,
            generation: 1,
            first_used: None,
            tries: 0,
            at_provider: None,
            next_look: Some(now),
        }
    }

    /// The order whose share of the payment it is taken from.
    #[must_use]
    pub const fn order(&self) -> OrderId {
        self.order
    }

    /// The payment that it is taken from.
    #[must_use]
    pub const fn payment(&self) -> &PaymentId {
        &self.payment
    }

    /// The provider's id of it, once that is known.
    #[must_use]
    pub const fn at_provider(&self) -> Option<&OneLine<255>> {
        self.at_provider.as_ref()
    }

    /// Where it is.
    #[must_use]
    pub const fn state(&self) -> &RefundState {
        &self.state
    }

    /// How much.
    #[must_use]
    pub const fn amount(&self) -> Amount {
        self.amount
    }

    /// The number of its idempotency key, from 1.
    #[must_use]
    pub const fn generation(&self) -> u32 {
        self.generation
    }

    /// When it is to be carried out or read again. `None` once it has ended.
    #[must_use]
    pub const fn next_look(&self) -> Option<Timestamp> {
        self.next_look
    }

    /// Whether the provider's own state must be read before it is asked: under a new key, or an old one that it may
    /// have forgotten, it would refund the money a second time.
    #[must_use]
    pub fn reads_first(&self, now: Timestamp) -> bool {
        let old = self.first_used.is_some_and(|at| now.duration_since(at) >= KEY_LIFE);
        self.generation > 1 || old
    }

    /// Claims it, before the provider is asked.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::Claimed`] while another has it, [`RefundRefusal::Ended`] after its end.
    pub fn claim(&self, now: Timestamp) -> Result<Self, RefundRefusal> {
        match (&self.state, self.next_look) {
            (RefundState::Processing, Some(at)) if at > now => Err(RefundRefusal::Claimed(at)),
            (RefundState::Requested | RefundState::Processing, _) => Ok(Self {
                state: RefundState::Processing,
                first_used: self.first_used.or(Some(now)),
                next_look: Some(now + LEASE),
                ..self.clone()
            }),
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
        answer: Answer,
        now: Timestamp,
        dice: u32,
    ) -> Result<Self, RefundRefusal> {
        if self.state == RefundState::Withdrawn {
            return Err(RefundRefusal::Ended);
        }
        let tries = self.tries + 1;
        let is_open = matches!(self.state, RefundState::Requested | RefundState::Processing);
        let look = |at: Timestamp| is_open.then_some(at);
        Ok(match answer {
            Answer::Given(id) => Self {
                state: RefundState::Settled,
                at_provider: Some(id),
                next_look: None,
                ..self.clone()
            },
            Answer::Pending(id) => {
                Self { at_provider: Some(id), next_look: look(now + PENDING), ..self.clone() }
            }
            Answer::Refused(reason) => Self {
                state: RefundState::Failed(reason),
                tries: 0,
                next_look: None,
                ..self.clone()
            },
            Answer::NoBalance => Self { tries, next_look: look(now + NO_BALANCE), ..self.clone() },
            Answer::Unknown => {
                Self { tries, next_look: look(next_try(now, tries, dice)), ..self.clone() }
            }
        })
    }

    /// Withdraws it, because its order was revived before the provider was asked.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::UnderWay`] once the provider was asked, [`RefundRefusal::Ended`] after its end.
    pub fn withdraw(&self) -> Result<Self, RefundRefusal> {
        match &self.state {
            RefundState::Requested => {
                Ok(Self { state: RefundState::Withdrawn, next_look: None, ..self.clone() })
            }
            RefundState::Processing => Err(RefundRefusal::UnderWay),
            RefundState::Settled | RefundState::Failed(_) | RefundState::Withdrawn => {
                Err(RefundRefusal::Ended)
            }
        }
    }

    /// Requests it again after it failed, under a new idempotency key.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::NotFailed`].
    pub fn retry(&self, now: Timestamp) -> Result<Self, RefundRefusal> {
        let RefundState::Failed(_) = &self.state else { return Err(RefundRefusal::NotFailed) };
        Ok(Self {
            state: RefundState::Requested,
            generation: self.generation + 1,
            first_used: None,
            next_look: Some(now),
            ..self.clone()
        })
    }

    /// Records that a person gave the money back without the provider.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::NotFailed`]: while the provider may still give it, it would be given twice.
    pub fn settle_by_hand(&self) -> Result<Self, RefundRefusal> {
        let RefundState::Failed(_) = &self.state else { return Err(RefundRefusal::NotFailed) };
        Ok(Self { state: RefundState::Settled, next_look: None, ..self.clone() })
    }
}

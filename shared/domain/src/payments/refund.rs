use jiff::{SignedDuration, Timestamp};

use super::next_try;
use crate::{Amount, OneLine, OrderId, PaymentId};

/// Who claims a refund has so long to carry it out.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// How soon one is looked at that the provider has taken and not carried out.
const PENDING: SignedDuration = SignedDuration::from_hours(6);
/// How soon one is tried again that failed for want of balance.
const NO_BALANCE: SignedDuration = SignedDuration::from_hours(1);
/// The provider forgets a key after a day. A repeat so late first reads what is there.
const KEY_LIFE: SignedDuration = SignedDuration::from_hours(23);

/// Money that goes back from one order's share of one payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    order: OrderId,
    payment: PaymentId,
    amount: Amount,
    state: RefundState,
    /// Rises with each key under which it is asked for.
    generation: u32,
    first_used: Option<Timestamp>,
    tries: u32,
    at_provider: Option<OneLine<255>>,
    next_look: Option<Timestamp>,
}

/// Where a refund is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundState {
    /// Nobody has asked the provider.
    Requested,
    /// The provider was asked, and may have given it.
    Processing,
    /// It was given.
    Settled,
    /// It was refused, with the reason. Somebody has to decide.
    Failed(OneLine<255>),
    /// The order was revived before it was asked for.
    Withdrawn,
}

/// What came of asking the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It was given, under this id.
    Given(OneLine<255>),
    /// The provider has taken it, under this id, and will give it.
    Pending(OneLine<255>),
    /// It is refused for good, and why.
    Refused(OneLine<255>),
    /// The account has too little at the moment.
    NoBalance,
    /// No answer, or one that says nothing.
    Unknown,
}

/// A refund cannot go there from where it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefundRefusal {
    /// Another has claimed it, and its time is not over.
    #[error("another looks after it until {0}")]
    Claimed(Timestamp),
    /// It has ended.
    #[error("the refund has ended")]
    Ended,
    /// It may have been given.
    #[error("the provider was asked already")]
    UnderWay,
    /// Only what was refused is tried again, or settled by hand.
    #[error("only a refund that failed is tried again or settled by hand")]
    NotFailed,
}

impl Refund {
    /// One that is to be made.
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

    /// Whose share it is taken from.
    #[must_use]
    pub const fn order(&self) -> OrderId {
        self.order
    }

    /// The payment that it is taken from.
    #[must_use]
    pub const fn payment(&self) -> &PaymentId {
        &self.payment
    }

    /// What the provider calls it, once that is known.
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

    /// The generation of its key.
    #[must_use]
    pub const fn generation(&self) -> u32 {
        self.generation
    }

    /// When it is to be looked at again.
    #[must_use]
    pub const fn next_look(&self) -> Option<Timestamp> {
        self.next_look
    }

    /// Whether what the provider has must be read before it is asked: under a new key, and where it may have
    /// forgotten the old one, it would give the money once more.
    #[must_use]
    pub fn reads_first(&self, now: Timestamp) -> bool {
        let old = self.first_used.is_some_and(|at| now.duration_since(at) >= KEY_LIFE);
        self.generation > 1 || old
    }

    /// The claim of who will ask the provider.
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

    /// What came of asking. `dice` spreads the next tries.
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
        Ok(match answer {
            Answer::Given(id) => Self {
                state: RefundState::Settled,
                at_provider: Some(id),
                next_look: None,
                ..self.clone()
            },
            Answer::Pending(id) => {
                Self { at_provider: Some(id), next_look: Some(now + PENDING), ..self.clone() }
            }
            Answer::Refused(reason) => Self {
                state: RefundState::Failed(reason),
                tries: 0,
                next_look: None,
                ..self.clone()
            },
            Answer::NoBalance => Self { tries, next_look: Some(now + NO_BALANCE), ..self.clone() },
            Answer::Unknown => {
                Self { tries, next_look: Some(next_try(now, tries, dice)), ..self.clone() }
            }
        })
    }

    /// Withdraws what nobody asked the provider for: its order was revived.
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

    /// Tries again what was refused, under a new key.
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

    /// The money was handed over by a person.
    ///
    /// # Errors
    ///
    /// [`RefundRefusal::NotFailed`]: while the provider may still give it, it would be given twice.
    pub fn settle_by_hand(&self) -> Result<Self, RefundRefusal> {
        let RefundState::Failed(_) = &self.state else { return Err(RefundRefusal::NotFailed) };
        Ok(Self { state: RefundState::Settled, next_look: None, ..self.clone() })
    }
}

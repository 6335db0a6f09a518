use jiff::{SignedDuration, Timestamp};

use super::{LOOKS, Share};
use crate::{Amount, Currency, OneLine, OrderId, PaymentId, money::apportion};

/// The most orders that one payment is for, so that one transaction writes the payment and all of them.
pub const MAX_SHARES: usize = 30;

/// How long before the end of a hold the provider is asked about the payment, so that its capture is not missed; and
/// how often, where nothing says when else.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Money that one person pays at once, for one or several orders of one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    id: PaymentId,
    account: Option<OneLine<255>>,
    intent: Option<OneLine<255>>,
    currency: Currency,
    state: PaymentState,
    shares: Vec<Share>,
    opened_at: Timestamp,
    hold_ends_at: Option<Timestamp>,
    version: u32,
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
    /// What each order is to pay.
    pub shares: Vec<(OrderId, Amount)>,
    /// When it is opened.
    pub at: Timestamp,
}

/// What the provider answered about a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Where it is there.
    pub state: SeenState,
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
pub enum SeenState {
    /// The buyer has not paid yet, or the outcome is not known yet.
    Waiting,
    /// The money is held.
    Held,
    /// The money was received.
    Received,
    /// It was cancelled, or the hold ended.
    Cancelled,
}

/// What an answer of the provider changed about a payment. Its orders record it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// This amount is held now.
    Authorized(Amount),
    /// This amount has been received in all.
    Received(Amount),
    /// This amount was held, and is held no longer.
    Released(Amount),
    /// Nobody paid, and nobody can any more.
    Closed,
}

/// Why a payment is not opened or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRefusal {
    /// No order, or too many.
    #[error("a payment is for 1 to {MAX_SHARES} orders")]
    Shares,
    /// The same order twice.
    #[error("each order is paid once with a payment")]
    SameOrder,
    /// The amount of an order is zero, or the sum of all is larger than [`Amount::MAX`].
    #[error(
        "a payment is of at least one minor unit for each order, and at most {} in all",
        Amount::MAX
    )]
    Amount,
    /// The provider's answer is in another currency than the payment: first the answer's, then the payment's.
    #[error("the provider answered in {said}, and the payment is in {asked}", said = .0.code(), asked = .1.code())]
    Currency(Currency, Currency),
    /// It is held, captured or closed.
    #[error("only a payment that nobody has paid yet can be changed")]
    NotOpen,
}

impl Payment {
    /// Opens a payment.
    ///
    /// # Errors
    ///
    /// [`PaymentRefusal`].
    pub fn open(new: NewPayment) -> Result<Self, PaymentRefusal> {
        let NewPayment { id, account, currency, shares, at } = new;
        let shares = shares_of(&shares)?;
        Ok(Self {
            id,
            account,
            intent: None,
            currency,
            state: PaymentState::Open,
            shares,
            opened_at: at,
            hold_ends_at: None,
            version: 1,
        })
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &PaymentId {
        &self.id
    }

    /// The seller's own account with the provider; `None` for the deployment's.
    #[must_use]
    pub const fn account(&self) -> Option<&OneLine<255>> {
        self.account.as_ref()
    }

    /// The provider's id of its intent, once that is known.
    #[must_use]
    pub const fn intent(&self) -> Option<&OneLine<255>> {
        self.intent.as_ref()
    }

    /// The currency of its amounts.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Rises with each change.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Where it is.
    #[must_use]
    pub const fn state(&self) -> PaymentState {
        self.state
    }

    /// What each order has of it.
    #[must_use]
    pub fn shares(&self) -> &[Share] {
        &self.shares
    }

    /// What is to be paid in all.
    #[must_use]
    pub fn asked(&self) -> Amount {
        sum(self.shares.iter().map(Share::asked))
    }

    /// What is held in all.
    #[must_use]
    pub fn held(&self) -> Amount {
        sum(self.shares.iter().map(Share::held))
    }

    /// What was received in all.
    #[must_use]
    pub fn received(&self) -> Amount {
        sum(self.shares.iter().map(Share::paid))
    }

    /// Records the provider's id of its intent. The first id stays: another one belongs to a repeated call whose
    /// answer was lost.
    #[must_use]
    pub fn named(self, intent: OneLine<255>) -> Self {
        if self.intent.is_some() {
            return self;
        }
        Self { intent: Some(intent), version: self.version + 1, ..self }
    }

    /// Replaces the orders and what each is to pay.
    ///
    /// # Errors
    ///
    /// [`PaymentRefusal::NotOpen`] unless the payment is open; otherwise those of [`Payment::open`].
    pub fn asking(&self, shares: &[(OrderId, Amount)]) -> Result<Self, PaymentRefusal> {
        if self.state != PaymentState::Open {
            return Err(PaymentRefusal::NotOpen);
        }
        let shares = shares_of(shares)?;
        Ok(Self { shares, version: self.version + 1, ..self.clone() })
    }

    /// The payment after an answer of the provider, and what it changed; `None` where the answer is older than what
    /// is known, or says no more. What was received never falls, whatever the provider answers.
    ///
    /// # Errors
    ///
    /// [`PaymentRefusal::Currency`]: nothing is recorded, and a person has to look into it.
    pub fn learn(&self, seen: &Seen) -> Result<Option<(Self, News)>, PaymentRefusal> {
        if seen.currency != self.currency {
            return Err(PaymentRefusal::Currency(seen.currency, self.currency));
        }
        let news = match (self.state, seen.state) {
            (PaymentState::Open, SeenState::Held) => News::Authorized(seen.held),
            (
                PaymentState::Open | PaymentState::Held | PaymentState::Closed,
                SeenState::Received,
            ) => News::Received(seen.received),
            (PaymentState::Captured, SeenState::Received) if seen.received > self.received() => {
                News::Received(seen.received)
            }
            (PaymentState::Open, SeenState::Cancelled) => News::Closed,
            (PaymentState::Held, SeenState::Cancelled) => News::Released(self.held()),
            (_, SeenState::Waiting)
            | (
                PaymentState::Held | PaymentState::Captured | PaymentState::Closed,
                SeenState::Held,
            )
            | (PaymentState::Captured, SeenState::Received | SeenState::Cancelled)
            | (PaymentState::Closed, SeenState::Cancelled) => return Ok(None),
        };
        Ok(Some((self.after(news, seen.hold_ends_at), news)))
    }

    fn after(&self, news: News, hold_ends_at: Option<Timestamp>) -> Self {
        let (state, ends) = match news {
            News::Authorized(_) => (PaymentState::Held, hold_ends_at),
            News::Received(_) => (PaymentState::Captured, None),
            News::Released(_) | News::Closed => (PaymentState::Closed, None),
        };
        let divided = |whole: Amount| {
            let weights: Vec<u64> = self.shares.iter().map(|it| it.asked().minor()).collect();
            apportion(whole, &weights)
        };
        let shares = self.shares.iter().copied();
        let shares = match news {
            News::Authorized(held) => {
                shares.zip(divided(held)).map(|(share, part)| share.holding(part)).collect()
            }
            News::Received(received) => {
                // Only what is new is divided: some of what came before may have been given back.
                let more = received.minus(self.received()).unwrap_or(Amount::ZERO);
                let paid = |share: Share, part| share.paid().plus(part).unwrap_or(Amount::MAX);
                shares
                    .zip(divided(more))
                    .map(|(share, part)| share.paying(paid(share, part)))
                    .collect()
            }
            News::Released(_) | News::Closed => {
                shares.map(|share| share.holding(Amount::ZERO)).collect()
            }
        };
        Self { state, shares, hold_ends_at: ends, version: self.version + 1, ..self.clone() }
    }

    /// When the provider is to be asked about it again: at [`LOOKS`] after it was opened; a day before its hold ends,
    /// or daily where the provider did not say when that is. `None` once it is captured or closed.
    #[must_use]
    pub fn next_look(&self, now: Timestamp) -> Option<Timestamp> {
        match self.state {
            PaymentState::Open => {
                let looks = LOOKS.iter().map(|after| self.opened_at + *after);
                let next = looks.into_iter().find(|at| *at > now);
                // After the last one it is closed; until that succeeds, daily.
                Some(next.unwrap_or(now + DAY))
            }
            PaymentState::Held => {
                let Some(ends) = self.hold_ends_at else { return Some(now + DAY) };
                let warned = ends - DAY;
                Some(if warned > now {
                    warned
                } else {
                    ends.max(now + SignedDuration::from_mins(10))
                })
            }
            PaymentState::Captured | PaymentState::Closed => None,
        }
    }

    /// Changes the share of one order.
    ///
    /// # Errors
    ///
    /// What `change` refuses; `None` where the order has no share.
    pub fn with_share<E>(
        &self,
        order: OrderId,
        change: impl FnOnce(Share) -> Result<Share, E>,
    ) -> Option<Result<Self, E>> {
        let at = self.shares.iter().position(|share| share.order() == order)?;
        Some(change(self.shares[at]).map(|share| {
            let mut shares = self.shares.clone();
            shares[at] = share;
            Self { shares, version: self.version + 1, ..self.clone() }
        }))
    }
}

fn shares_of(shares: &[(OrderId, Amount)]) -> Result<Vec<Share>, PaymentRefusal> {
    if !(1..=MAX_SHARES).contains(&shares.len()) {
        return Err(PaymentRefusal::Shares);
    }
    let twice = |at: usize| shares[..at].iter().any(|(order, _)| *order == shares[at].0);
    if (0..shares.len()).any(twice) {
        return Err(PaymentRefusal::SameOrder);
    }
    let total = shares.iter().try_fold(Amount::ZERO, |sum, (_, amount)| sum.plus(*amount));
    if total.is_none() || shares.iter().any(|(_, amount)| *amount == Amount::ZERO) {
        return Err(PaymentRefusal::Amount);
    }
    Ok(shares.iter().map(|(order, amount)| Share::of(*order, *amount)).collect())
}

/// The sum of amounts whose sum was checked when the payment was opened, or came from the provider as one amount.
fn sum(amounts: impl Iterator<Item = Amount>) -> Amount {
    amounts.fold(Amount::ZERO, |sum, amount| sum.plus(amount).unwrap_or(Amount::MAX))
}

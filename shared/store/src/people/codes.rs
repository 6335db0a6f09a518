//! Codes: guessing at them, and sending them once. Orders and challenges keep
//! theirs under the same attribute names.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use docket_domain::{
    CODE_LIFETIME, Challenge, ChallengeId, ChangeId, Contact, CustomerKey, Half, MAX_ATTEMPTS,
    Order, OrderState, Send, Suffix,
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Item, Store, StoreError,
    records::{ChallengeRecord, OrderRecord, StoredOrder, read},
    table::{Expression, Refused, is_text, keys, number, number_in},
};

/// How long a sender may take before another may try.
const CLAIM: SignedDuration = SignedDuration::from_mins(1);

/// Whose code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An order's, to confirm it.
    Order(Suffix),
    /// A challenge's, to sign in.
    Challenge(ChallengeId),
}

impl Subject {
    pub(crate) fn key(&self) -> (String, &'static str) {
        match self {
            Self::Order(suffix) => (keys::order(*suffix), keys::ORDER),
            Self::Challenge(id) => (keys::challenge(*id), keys::CHALLENGE),
        }
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Order(suffix) => write!(f, "order:{}", suffix.as_str()),
            Self::Challenge(id) => write!(f, "challenge:{id}"),
        }
    }
}

impl std::str::FromStr for Subject {
    type Err = docket_domain::IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("order", suffix)) => suffix.parse().map(Self::Order),
            Some(("challenge", id)) => id.parse().map(Self::Challenge),
            Some(_) | None => text.parse().map(Self::Order),
        }
    }
}

/// What became of a guess before it was compared.
#[derive(Debug)]
pub enum Attempt<T> {
    /// It is counted; this is the subject with the guess counted.
    Counted(T),
    /// It may not be made; this is the subject as it is.
    Refused(T),
    /// There is no such subject.
    Unknown,
}

/// A claim to send a code, by which only one sender sends it.
#[derive(Debug)]
pub enum CodeClaim {
    /// It is ours to send.
    Ours(Box<ClaimedCode>),
    /// It needs no sending: sent, superseded, outdated, used or gone.
    Moot,
    /// Another sender has it at the moment; try again when that may have failed.
    Claimed,
}

/// A code that was claimed to be sent.
#[derive(Debug)]
pub struct ClaimedCode {
    /// What the code is made from.
    pub send: Send,
    /// Where it goes.
    pub to: Contact,
    /// Whose it is.
    pub key: CustomerKey,
    /// The half of all codes that it is counted in.
    pub half: Half,
    /// Whether it is counted in all codes already, by a sender that does not
    /// know whether it was sent.
    pub counted: bool,
}

impl Store {
    /// Counts a guess at an order's code, before it is compared. A repeat
    /// after a lost answer may count twice: one guess fewer, never one more.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn attempt_order(
        &self,
        suffix: Suffix,
        now: Timestamp,
    ) -> Result<Attempt<Order>, StoreError> {
        let mut guess = guess(now);
        // An order whose code is another's has none to be guessed at.
        guess.only_if("he", ">", number(now.as_millisecond())).only_if("sn", ">", number(0));
        let counted = self.attempt(&Subject::Order(suffix), guess).await?;
        counted.read(|item| Ok(read::<OrderRecord, StoredOrder>(item)?.order))
    }

    pub(crate) async fn attempt(
        &self,
        subject: &Subject,
        guess: Expression,
    ) -> Result<Attempt<Item>, StoreError> {
        let (pk, sk) = subject.key();
        let update = self.update(pk, sk, guess).return_values(ReturnValue::AllNew);
        match self.write(update).await {
            Ok(Some(item)) => Ok(Attempt::Counted(item)),
            Err(Refused::Condition(Some(item))) => Ok(Attempt::Refused(*item)),
            Ok(None) | Err(Refused::Condition(None)) => Ok(Attempt::Unknown),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Claims the sending of code `number` for a minute, under the random name
    /// `token`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn claim_code(
        &self,
        subject: &Subject,
        number_wanted: u32,
        token: &ChangeId,
        now: Timestamp,
    ) -> Result<CodeClaim, StoreError> {
        let wanted = || number(number_wanted);
        let mut expression = Expression::default();
        expression
            .set("cm", wanted())
            .set("cx", number((now + CLAIM).as_millisecond()))
            .set("ci", AttributeValue::S(token.to_string()))
            .only_if("sn", "=", wanted())
            .only_if_any(&[("cs", "<", wanted())])
            .only_if_any(&[("us", "<", wanted())])
            .only_if_any(&[("he", ">", number(now.as_millisecond()))])
            .only_if("sa", ">", number((now - CODE_LIFETIME).as_millisecond()))
            // The claim of an older code is none on this one.
            .only_if_any(&[("cx", "<=", number(now.as_millisecond())), ("cm", "<", wanted())]);
        let (pk, sk) = subject.key();
        let update = self.update(pk, sk, expression).return_values(ReturnValue::AllNew);
        match self.write(update).await {
            Ok(Some(item)) => ours(subject, item, number_wanted),
            Ok(None) | Err(Refused::Condition(None)) => Ok(CodeClaim::Moot),
            Err(Refused::Condition(Some(item))) if is_text(&item, "ci", token.as_str()) => {
                ours(subject, *item, number_wanted)
            }
            Err(Refused::Condition(Some(item))) => {
                let is = |name: &str| item.get(name) == Some(&wanted());
                let held = is("sn") && is("cm") && !is("cs") && !is("us");
                Ok(if held { CodeClaim::Claimed } else { CodeClaim::Moot })
            }
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Notes that code `number` is counted in all codes though nobody knows
    /// whether it was sent, so that a repeat does not count it again.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn note_counted(
        &self,
        subject: &Subject,
        number_sent: u32,
    ) -> Result<(), StoreError> {
        self.note_of_claimed(subject, "cb", number_sent).await
    }

    /// Marks code `number` as done with, sent or refused for good, so that no
    /// repeat sends it again.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn mark_code_sent(
        &self,
        subject: &Subject,
        number_sent: u32,
    ) -> Result<(), StoreError> {
        self.note_of_claimed(subject, "cs", number_sent).await
    }

    /// Notes a claimed code's number under `name`.
    async fn note_of_claimed(
        &self,
        subject: &Subject,
        name: &str,
        claimed: u32,
    ) -> Result<(), StoreError> {
        let mut expression = Expression::default();
        expression.set(name, number(claimed)).only_if("cm", "=", number(claimed));
        let (pk, sk) = subject.key();
        match self.write(self.update(pk, sk, expression)).await {
            // A newer claim means that a newer code is out: nothing to note.
            Ok(_) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

impl Attempt<Item> {
    pub(crate) fn read<T>(
        self,
        read: impl FnOnce(Item) -> Result<T, StoreError>,
    ) -> Result<Attempt<T>, StoreError> {
        Ok(match self {
            Self::Counted(item) => Attempt::Counted(read(item)?),
            Self::Refused(item) => Attempt::Refused(read(item)?),
            Self::Unknown => Attempt::Unknown,
        })
    }
}

/// A claimed code, and where it goes.
fn ours(subject: &Subject, item: Item, wanted: u32) -> Result<CodeClaim, StoreError> {
    let counted = number_in(&item, "cb") == Some(wanted);
    let claimed = match subject {
        Subject::Order(_) => {
            let order = read::<OrderRecord, StoredOrder>(item)?.order;
            let OrderState { customer, hold, .. } = order.into_state();
            hold.map(|hold| ClaimedCode {
                send: hold.send,
                to: Contact::Phone(customer.phone),
                key: customer.key,
                half: Half::General,
                counted,
            })
        }
        Subject::Challenge(_) => {
            let Challenge { send, contact, key, half, .. } = read::<ChallengeRecord, _>(item)?;
            Some(ClaimedCode { send, to: contact, key, half, counted })
        }
    };
    // A newer code may have come between the claim and its repeat.
    let claimed = claimed.filter(|claimed| claimed.send.number == wanted);
    Ok(claimed.map_or(CodeClaim::Moot, |claimed| CodeClaim::Ours(Box::new(claimed))))
}

/// One more guess, if the code is not too old and not guessed at too often.
pub(crate) fn guess(now: Timestamp) -> Expression {
    let mut guess = Expression::default();
    guess.add("ca", 1).only_if("ca", "<", number(MAX_ATTEMPTS)).only_if(
        "sa",
        ">",
        number((now - CODE_LIFETIME).as_millisecond()),
    );
    guess
}

//! Codes: counting guesses, and sending each code once. Orders and challenges store their codes
//! under equal attribute names.

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

/// The lease of a sender. After it, another sender may send the code.
const CLAIM: SignedDuration = SignedDuration::from_mins(1);

/// What a code confirms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An order.
    Order(Suffix),
    /// A challenge of a sign-in.
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

/// The outcome of counting a guess.
#[derive(Debug)]
pub enum Attempt<T> {
    /// The guess was counted. Contains the subject with the guess counted.
    Counted(T),
    /// No guess is allowed. Contains the current subject.
    Refused(T),
    /// The subject does not exist.
    Unknown,
}

/// The outcome of claiming to send a code, so that only one sender sends it.
#[derive(Debug)]
pub enum CodeClaim {
    /// This sender has the claim.
    Ours(Box<ClaimedCode>),
    /// The code need not be sent: it was sent, replaced or used, or has expired, or its subject no
    /// longer exists.
    Moot,
    /// Another sender has the claim. A retry is needed in case it fails.
    Claimed,
}

/// A code that this sender has claimed.
#[derive(Debug)]
pub struct ClaimedCode {
    /// The send that the code is derived from.
    pub send: Send,
    /// The contact that it is sent to.
    pub to: Contact,
    /// The key of the contact.
    pub key: CustomerKey,
    /// The half of the deployment's budget that it is counted in.
    pub half: Half,
    /// Whether an earlier sender has counted it in the deployment's budget, without knowing whether
    /// it was sent.
    pub counted: bool,
}

impl Store {
    /// Counts a guess at an order's code before the code is compared. A repetition after a lost
    /// response may count twice, which allows fewer guesses, never more.
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
        // An order that is confirmed with another order's code has no code of its own.
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

    /// Claims the sending of code `number` for a minute. `token` is a random name.
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
            // A claim of an older code does not claim this one.
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

    /// Records that code `number` is counted in the deployment's budget although it is unknown
    /// whether it was sent, so that a retry does not count it again.
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

    /// Marks code `number` as sent or finally refused, so that no retry sends it again.
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

    /// Stores a claimed code's number in the attribute `name`.
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
            // A newer claim means that there is a newer code, so nothing is recorded.
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

/// A claimed code with its contact.
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
    // There may be a newer code than at the first try of the claim.
    let claimed = claimed.filter(|claimed| claimed.send.number == wanted);
    Ok(claimed.map_or(CodeClaim::Moot, |claimed| CodeClaim::Ours(Box::new(claimed))))
}

/// Counts one more guess, on the condition that the code has not expired and has guesses left.
pub(crate) fn guess(now: Timestamp) -> Expression {
    let mut guess = Expression::default();
    guess.add("ca", 1).only_if("ca", "<", number(MAX_ATTEMPTS)).only_if(
        "sa",
        ">",
        number((now - CODE_LIFETIME).as_millisecond()),
    );
    guess
}

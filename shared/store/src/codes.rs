//! Codes: guessing at them, and sending them once. Orders and addresses keep
//! theirs under the same attribute names.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use docket_domain::{
    CODE_LIFETIME, ChangeId, Contact, ContactState, CustomerKey, MAX_ATTEMPTS, Order, Send, Suffix,
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Item, Store, StoreError,
    changes::Expression,
    db::{Refused, is_text, number},
    keys,
    records::{ContactRecord, OrderRecord, StoredOrder, read},
};

/// How long a sender may take before another may try.
const CLAIM: SignedDuration = SignedDuration::from_mins(1);

/// Whose code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An order's, to confirm it.
    Order(Suffix),
    /// An address's, to sign in.
    Contact(CustomerKey),
}

impl Subject {
    fn key(&self) -> (String, &'static str) {
        match self {
            Self::Order(suffix) => (keys::order(*suffix), keys::ORDER),
            Self::Contact(key) => (keys::contact(key), keys::CONTACT),
        }
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Order(suffix) => write!(f, "order:{}", suffix.as_str()),
            Self::Contact(key) => write!(f, "contact:{key}"),
        }
    }
}

impl std::str::FromStr for Subject {
    type Err = docket_domain::IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("order", suffix)) => suffix.parse().map(Self::Order),
            Some(("contact", key)) => key.parse().map(Self::Contact),
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
    Ours {
        /// What the code is made from.
        send: Send,
        /// Where it goes.
        to: Contact,
        /// Whose it is.
        key: CustomerKey,
    },
    /// It needs no sending: sent, superseded, outdated, used or gone.
    Moot,
    /// Another sender has it at the moment; try again when that may have failed.
    Claimed,
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

    /// Counts a guess at an address's code, before it is compared.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn attempt_contact(
        &self,
        key: &CustomerKey,
        now: Timestamp,
    ) -> Result<Attempt<ContactState>, StoreError> {
        let mut guess = guess(now);
        guess.add("rv", 1);
        let counted = self.attempt(&Subject::Contact(key.clone()), guess).await?;
        counted.read(read::<ContactRecord, ContactState>)
    }

    async fn attempt(
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

    /// Uses up an address's code, under the random name `token`. `false` when
    /// it was used or superseded meanwhile.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn consume(
        &self,
        state: &ContactState,
        send: Send,
        token: &ChangeId,
    ) -> Result<bool, StoreError> {
        let mut expression = Expression::default();
        expression
            .set("us", number(send.number))
            .set("ui", AttributeValue::S(token.to_string()))
            .add("rv", 1)
            .only_if("sn", "=", number(send.number))
            .only_if("us", "<", number(send.number));
        let update = self.update(keys::contact(&state.key), keys::CONTACT, expression);
        match self.write(update).await {
            Ok(_) => Ok(true),
            Err(Refused::Condition(found)) => {
                Ok(found.is_some_and(|item| is_text(&item, "ui", token.as_str())))
            }
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

    /// Marks code `number` as sent, so that no repeat sends it again.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn mark_code_sent(
        &self,
        subject: &Subject,
        number_sent: u32,
    ) -> Result<(), StoreError> {
        let mut expression = Expression::default();
        expression.set("cs", number(number_sent)).only_if("cm", "=", number(number_sent));
        let (pk, sk) = subject.key();
        match self.write(self.update(pk, sk, expression)).await {
            // A newer claim means that a newer code is out: nothing to mark.
            Ok(_) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

impl Attempt<Item> {
    fn read<T>(
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
    let claimed = match subject {
        Subject::Order(_) => {
            let order = read::<OrderRecord, StoredOrder>(item)?.order;
            let customer = order.customer;
            order.hold.map(|hold| (hold.send, Contact::Phone(customer.phone), customer.key))
        }
        Subject::Contact(_) => {
            let state = read::<ContactRecord, ContactState>(item)?;
            state.send.map(|send| (send, state.contact, state.key))
        }
    };
    // A newer code may have come between the claim and its repeat.
    let claimed = claimed.filter(|(send, _, _)| send.number == wanted);
    Ok(claimed.map_or(CodeClaim::Moot, |(send, to, key)| CodeClaim::Ours { send, to, key }))
}

/// One more guess, if the code is not too old and not guessed at too often.
fn guess(now: Timestamp) -> Expression {
    let mut guess = Expression::default();
    guess.add("ca", 1).only_if("ca", "<", number(MAX_ATTEMPTS)).only_if(
        "sa",
        ">",
        number((now - CODE_LIFETIME).as_millisecond()),
    );
    guess
}

//! Claims: one item for each message, by which it is sent once, and for each
//! foreign token, by which it is used once.
//!
//! A message's claim holds `cx`, until when a sender has it, `ci`, that sender's
//! random name, `cs`, that nothing more is to be done, and `cr`, that it is
//! counted in its budgets though nobody knows whether it was sent.

use docket_domain::{ChangeId, CustomerKey};
use jiff::{SignedDuration, Timestamp};

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};

use crate::{
    Item, Store, StoreError,
    table::{Expression, Refused, is_text, key, keys, number},
};

/// How long a sender may take before another may try.
const HELD: SignedDuration = SignedDuration::from_mins(1);
/// How long a claim outlives every repeat of its event.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Whether a message is ours to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It is.
    Ours {
        /// Whether an earlier try has reserved its place in the budgets and
        /// then got no answer from the channel.
        reserved: bool,
    },
    /// It was sent, or was withheld for good.
    Done,
    /// Another sender has it at the moment.
    Held,
}

impl Store {
    /// Claims the message about `event` to `person` for a minute, under the
    /// random name `token`, by which a repeat after a lost answer knows its own
    /// claim again.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn claim(
        &self,
        event: &str,
        person: &CustomerKey,
        token: &ChangeId,
        now: Timestamp,
    ) -> Result<Claim, StoreError> {
        let mut claim = Expression::default();
        claim
            .set("cx", number((now + HELD).as_millisecond()))
            .set("ci", AttributeValue::S(token.to_string()))
            .set(keys::TTL, number((now + KEPT).as_second()))
            .only_if_any(&[("cx", "<=", number(now.as_millisecond()))])
            .only_if_absent("cs");
        let update = self.update(keys::claim(event, person.as_str()), keys::CLAIM, claim);
        let ours = |item: &Item| Claim::Ours { reserved: item.contains_key("cr") };
        match self.write(update.return_values(ReturnValue::AllNew)).await {
            Ok(item) => Ok(ours(&item.unwrap_or_default())),
            Err(Refused::Condition(Some(item))) if item.contains_key("cs") => Ok(Claim::Done),
            Err(Refused::Condition(Some(item))) if is_text(&item, "ci", token.as_str()) => {
                Ok(ours(&item))
            }
            Err(Refused::Condition(_)) => Ok(Claim::Held),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Marks a claimed message as done: it was sent, or it never will be.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn mark_done(&self, event: &str, person: &CustomerKey) -> Result<(), StoreError> {
        self.mark_claim(event, person, "cs").await
    }

    /// Marks a claimed message as counted in its budgets, for the next try.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn mark_reserved(&self, event: &str, person: &CustomerKey) -> Result<(), StoreError> {
        self.mark_claim(event, person, "cr").await
    }

    async fn mark_claim(
        &self,
        event: &str,
        person: &CustomerKey,
        mark: &str,
    ) -> Result<(), StoreError> {
        let pk = keys::claim(event, person.as_str());
        let mut expression = Expression::default();
        expression.set(mark, AttributeValue::Bool(true)).only_if(
            keys::PK,
            "=",
            AttributeValue::S(pk.clone()),
        );
        match self.write(self.update(pk, keys::CLAIM, expression)).await {
            Ok(_) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Uses up what may be used once until `until`, under the random name
    /// `token`; it is refused for its age afterwards. `false` when it was used.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn use_once(
        &self,
        kind: &str,
        fingerprint: &str,
        until: Timestamp,
        token: &ChangeId,
    ) -> Result<bool, StoreError> {
        let mut item = key(keys::claim(kind, fingerprint), keys::CLAIM);
        item.insert("ci".to_owned(), AttributeValue::S(token.to_string()));
        item.insert(keys::TTL.to_owned(), number(until.as_second()));
        let put = self.put(item).condition_expression("attribute_not_exists(pk)");
        match self.write_put(put).await {
            Ok(()) => Ok(true),
            Err(Refused::Condition(found)) => {
                Ok(found.is_some_and(|item| is_text(&item, "ci", token.as_str())))
            }
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Keeps a stream record that cannot be read, for people to look at and
    /// replay. Keeping it again changes nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn keep_dead_letter(
        &self,
        id: &str,
        record: String,
        problem: String,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let mut item: Item = key(keys::dead_letter(id), keys::DEAD_LETTER);
        item.insert(keys::TTL.to_owned(), number(until.as_second()));
        item.insert("rec".to_owned(), AttributeValue::S(record));
        item.insert("why".to_owned(), AttributeValue::S(problem));
        let put = self.put(item).condition_expression("attribute_not_exists(pk)");
        match self.write_put(put).await {
            Ok(()) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

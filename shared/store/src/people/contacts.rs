//! The stored state of contacts: phones and e-mail addresses.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{Contact, ContactState, CustomerKey, Suffix};
use jiff::Timestamp;

use crate::{
    Store, StoreError,
    records::{CONTACT_KEPT, ContactRecord, held, item, read},
    table::{Action, Expression, Key, Refused, keys, number},
};

/// An order whose stock is held, and the end of the hold.
pub type HeldOrder = (Suffix, Timestamp);

impl Store {
    /// The state of a contact, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn contact(&self, key: &CustomerKey) -> Result<Option<ContactState>, StoreError> {
        let found = self.get(keys::contact(key), keys::CONTACT, true).await?;
        found.map(read::<ContactRecord, _>).transpose()
    }

    /// Records that a contact was confirmed with a code at `now`, for an order or a sign-in. The
    /// hold of a confirmed order ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn confirm_contact(
        &self,
        key: &CustomerKey,
        contact: &Contact,
        order: Option<HeldOrder>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (name, address) = match contact {
            Contact::Phone(phone) => ("cp", phone.as_str()),
            Contact::Email(email) => ("ce", email.as_str()),
        };
        let mut expression = Expression::default();
        expression
            .set("cf", number(now.as_millisecond()))
            // Concurrent decisions about codes and holds become stale.
            .add_up("rv", 1)
            .set(name, AttributeValue::S(address.to_owned()))
            .set(keys::TTL, number((now + CONTACT_KEPT).as_second()));
        let now = number(now.as_millisecond());
        match order {
            None => expression.only_if_any(&[("cf", "<", now)]),
            Some((order, end)) => {
                expression.take_out("hs", held(order, end)).only_if_any(&[("cf", "<=", now)])
            }
        };
        match self.write(self.update(keys::contact(key), keys::CONTACT, expression)).await {
            Ok(_) => Ok(()),
            // The contact was confirmed at this time or later already.
            Err(Refused::Condition(_)) => match order {
                None => Ok(()),
                Some(order) => self.release_order(key, order).await,
            },
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Ends the hold of an order of a phone.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn release_order(
        &self,
        key: &CustomerKey,
        (order, end): HeldOrder,
    ) -> Result<(), StoreError> {
        let mut expression = Expression::default();
        expression.add("rv", 1).take_out("hs", held(order, end)).only_if("rv", ">", number(0));
        match self.write(self.update(keys::contact(key), keys::CONTACT, expression)).await {
            // The state of the phone has expired.
            Ok(_) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

/// The action that stores a changed contact under its optimistic lock.
pub(crate) fn contact_action(
    old: Option<&ContactState>,
    new: &ContactState,
    now: Timestamp,
) -> Result<Action, StoreError> {
    let after = item(&ContactRecord::new(new, now))?;
    let Some(old) = old else { return Ok(Action::Create(after)) };
    let before = item(&ContactRecord::new(old, Timestamp::UNIX_EPOCH))?;
    let mut expression = Expression::between(&before, &after);
    match old.revision {
        // The contact was confirmed, but no code was ever counted.
        0 => expression.only_if_absent("rv"),
        revision => expression.only_if("rv", "=", number(revision)),
    };
    Ok(Action::Update(Key::new(keys::contact(&new.key), keys::half(new.half)), expression))
}

//! What is remembered of phones and e-mail addresses.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{Contact, ContactState, CustomerKey, SendRefusal};
use jiff::Timestamp;

use crate::{
    Budget, Item, Saved, Store, StoreError,
    changes::Expression,
    db::{Cancelled, Refused, number, text},
    keys,
    records::{CONTACT_KEPT, ContactRecord, read},
};

impl Store {
    /// What is known of an address, strongly read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn contact(&self, key: &CustomerKey) -> Result<Option<ContactState>, StoreError> {
        let found = self.get(keys::contact(key), keys::CONTACT, true).await?;
        found.map(read::<ContactRecord, _>).transpose()
    }

    /// Notes that a code was sent to an address and given back at `now`. The
    /// revision stays: nobody's decision about codes or holds depends on it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn confirm_contact(
        &self,
        key: &CustomerKey,
        contact: &Contact,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (name, address) = match contact {
            Contact::Phone(phone) => ("cp", phone.as_str()),
            Contact::Email(email) => ("ce", email.as_str()),
        };
        let mut expression = Expression::default();
        expression
            .set("cf", number(now.as_millisecond()))
            .add_up("rv", 0)
            .set(name, AttributeValue::S(address.to_owned()))
            .set(keys::TTL, number((now + CONTACT_KEPT).as_second()))
            .only_if_any(&[("cf", "<", number(now.as_millisecond()))]);
        let update = self.update(keys::contact(key), keys::CONTACT, expression);
        match self.write(update).await {
            // Confirmed at that moment, or later, already.
            Ok(_) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Whether an address is confirmed at `now`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn is_confirmed(
        &self,
        key: &CustomerKey,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.contact(key).await?.is_some_and(|state| state.is_confirmed(now)))
    }

    /// What is known of an address, strongly read, if one more code may be
    /// asked for.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer; within, [`SendRefusal`]
    /// when the budget is used up.
    pub async fn contact_within(
        &self,
        key: &CustomerKey,
        budget: &Budget,
        now: Timestamp,
    ) -> Result<Result<Option<ContactState>, SendRefusal>, StoreError> {
        let contact = (keys::contact(key), keys::CONTACT);
        let found = self.batch_get(std::iter::once(contact).chain(budget.keys())).await?;
        if let Err(refusal) = budget.check(&found, now) {
            return Ok(Err(refusal));
        }
        let is_contact = |item: &Item| text(item, keys::SK) == Some(keys::CONTACT);
        let contact = found.into_iter().find(is_contact);
        contact.map(read::<ContactRecord, _>).transpose().map(Ok)
    }

    /// Stores a changed contact, and counts its code in `budget`, under the
    /// random name `token`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn save_contact(
        &self,
        old: Option<&ContactState>,
        new: &ContactState,
        budget: &Budget,
        token: &str,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        let mut actions = vec![self.contact_action(old, new, now)?];
        actions.extend(self.count_address(budget)?);
        match self.transact(actions, token).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Conditions(_)) => Ok(Saved::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }
}

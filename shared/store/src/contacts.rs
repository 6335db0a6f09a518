//! What is remembered of phones and e-mail addresses.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{Contact, ContactState, CustomerKey};
use jiff::Timestamp;

use crate::{
    Store, StoreError,
    changes::Expression,
    db::{Refused, number},
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
}

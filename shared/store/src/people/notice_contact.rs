//! The data of a contact that decides which notices it gets. It is read with one query of the
//! contact's partition.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{
    ContactState, CustomerKey, Preferences, PushSubscription, Undeliverable, UndeliverableReason,
};
use jiff::Timestamp;

use crate::{
    Item, Store, StoreError,
    records::{
        ContactRecord, PreferencesRecord, PushSubscriptionRecord, StoredPreferences,
        StoredPushSubscription, read,
    },
    table::{Refused, key, keys, number, number_in, text},
};

/// The data of a contact for sending notices.
#[derive(Debug, Clone, Default)]
pub struct NoticeContact {
    /// The state of the contact, if it is stored.
    pub state: Option<ContactState>,
    /// The holder's preferences.
    pub preferences: Preferences,
    /// The holder's push subscriptions.
    pub subscriptions: Vec<PushSubscription>,
    /// Why the contact gets no notices, if it gets none.
    pub undeliverable: Option<Undeliverable>,
}

impl NoticeContact {
    /// Whether the contact was confirmed with a code, and the confirmation has not expired.
    #[must_use]
    pub fn is_confirmed(&self, now: Timestamp) -> bool {
        self.state.as_ref().is_some_and(|state| state.is_confirmed(now))
    }

    /// Why the contact gets no notices, if it gets none.
    #[must_use]
    pub fn stopped(&self) -> Option<UndeliverableReason> {
        let confirmed = self.state.as_ref().and_then(|state| state.confirmed);
        self.undeliverable.filter(|it| it.holds(confirmed)).map(|it| it.reason)
    }
}

impl Store {
    /// Reads the data of a contact with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer, or an item is not readable.
    pub async fn notice_contact(&self, key: &CustomerKey) -> Result<NoticeContact, StoreError> {
        let mut known = NoticeContact::default();
        for item in self.partition(keys::contact(key), None).await? {
            let Some(sort) = text(&item, keys::SK) else { continue };
            match sort {
                keys::CONTACT => known.state = Some(read::<ContactRecord, _>(item)?),
                keys::PREFERENCES => {
                    let kept: StoredPreferences = read::<PreferencesRecord, _>(item)?;
                    known.preferences = kept.preferences;
                }
                keys::UNDELIVERABLE => known.undeliverable = undeliverable(&item),
                sort if sort.starts_with(keys::PUSH_SUBSCRIPTION) => {
                    let kept: StoredPushSubscription = read::<PushSubscriptionRecord, _>(item)?;
                    known.subscriptions.push(kept.subscription);
                }
                // Other items in the partition belong to codes and sessions.
                _ => {}
            }
        }
        Ok(known)
    }

    /// Records that no notices are sent to a contact. A complaint is never replaced by another
    /// reason.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn mark_undeliverable(
        &self,
        contact: &CustomerKey,
        mark: Undeliverable,
    ) -> Result<(), StoreError> {
        let mut item: Item = key(keys::contact(contact), keys::UNDELIVERABLE);
        item.insert("ur".to_owned(), AttributeValue::S(mark.reason.name().to_owned()));
        item.insert("ua".to_owned(), number(mark.at.as_millisecond()));
        let complained = AttributeValue::S(UndeliverableReason::Complained.name().to_owned());
        let put = self
            .put(item)
            .condition_expression("attribute_not_exists(pk) OR ur <> :complained")
            .expression_attribute_values(":complained", complained);
        match self.write_put(put).await {
            Ok(()) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

fn undeliverable(item: &Item) -> Option<Undeliverable> {
    Some(Undeliverable {
        reason: UndeliverableReason::from_name(text(item, "ur")?)?,
        at: Timestamp::from_millisecond(number_in(item, "ua")?).ok()?,
    })
}

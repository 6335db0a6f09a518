//! Push subscriptions of people: one item for each browser, in the partition of the contact that
//! the person signed in with.

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use docket_domain::{CustomerKey, PushEndpoint, PushSubscription, Stamp};

use crate::{
    Store, StoreError,
    records::{PushSubscriptionRecord, StoredPushSubscription, item, read},
    table::{Cancelled, Refused, delete_action, keys, number, remove_action},
};

/// The most subscriptions of a person.
const MOST: usize = 10;

impl Store {
    /// The subscriptions of a person, the oldest first, with strongly consistent reads.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer, or an item is not readable.
    pub async fn push_subscriptions(
        &self,
        person: &CustomerKey,
    ) -> Result<Vec<StoredPushSubscription>, StoreError> {
        let items = self.partition(keys::contact(person), Some(keys::PUSH_SUBSCRIPTION)).await?;
        let mut kept = items
            .into_iter()
            .map(read::<PushSubscriptionRecord, StoredPushSubscription>)
            .collect::<Result<Vec<_>, _>>()?;
        // Subscriptions of one millisecond are sorted by endpoint, so that all requests agree on
        // the oldest one.
        kept.sort_by(|one, other| {
            let endpoints = || one.subscription.endpoint().cmp(other.subscription.endpoint());
            one.at.cmp(&other.at).then_with(endpoints)
        });
        Ok(kept)
    }

    /// Stores a subscription of a person. An equal subscription changes nothing; one with other
    /// keys replaces the subscription with its endpoint. If there are more than ten, the oldest are
    /// deleted; after concurrent requests, the last of them leaves ten.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn keep_push_subscription(
        &self,
        person: &CustomerKey,
        subscription: &PushSubscription,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        let record = PushSubscriptionRecord::new(person, subscription, stamp.now);
        let bytes = |bytes: &[u8]| AttributeValue::B(Blob::new(bytes));
        let put = self
            .put(item(&record)?)
            .condition_expression("attribute_not_exists(pk) OR wk <> :key OR ws <> :secret")
            .expression_attribute_values(":key", bytes(subscription.p256dh()))
            .expression_attribute_values(":secret", bytes(subscription.auth()));
        match self.write_put(put).await {
            // The next step is also made when the subscription existed, because an earlier try may
            // have stopped before it.
            Ok(()) | Err(Refused::Condition(_)) => {}
            Err(Refused::Other(error)) => return Err(error),
        }
        let kept = self.push_subscriptions(person).await?;
        let surplus = kept.len().saturating_sub(MOST);
        if surplus == 0 {
            return Ok(());
        }
        let delete = |it: &StoredPushSubscription| {
            let sk = keys::push_subscription(it.subscription.endpoint());
            let at = number(it.at.as_millisecond());
            delete_action(self.table(), keys::contact(person), &sk, "at", at)
        };
        let actions = kept[..surplus].iter().map(delete).collect::<Result<_, _>>()?;
        match self.transact(actions, stamp.change.as_str()).await {
            // One of the oldest was deleted or stored again meanwhile. The other request deletes
            // excess subscriptions itself.
            Ok(()) | Err(Cancelled::Conditions(_)) => Ok(()),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// Deletes a subscription of a person. A missing one is no error. `token` is the random name of
    /// the deletion.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn delete_push_subscription(
        &self,
        person: &CustomerKey,
        endpoint: &PushEndpoint,
        token: &str,
    ) -> Result<(), StoreError> {
        let sk = keys::push_subscription(endpoint);
        let action = remove_action(self.table(), keys::contact(person), &sk)?;
        match self.transact(vec![action], token).await {
            Ok(()) => Ok(()),
            // The transaction has no condition that could fail.
            Err(Cancelled::Conditions(_)) => Err(StoreError::Busy),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }
}

//! The notice preferences of people.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{CustomerKey, Preferences};

use crate::{
    Item, Saved, Store, StoreError,
    records::{PreferencesRecord, StoredPreferences, item, read},
    table::{Expression, Refused, is_text, keys, number},
};

impl Store {
    /// The preferences of the person with this key, with a strongly consistent read; the defaults
    /// for a person who never chose anything.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn preferences(&self, person: &CustomerKey) -> Result<StoredPreferences, StoreError> {
        let found = self.get(keys::contact(person), keys::PREFERENCES, true).await?;
        found.map_or_else(|| Ok(StoredPreferences::default()), read::<PreferencesRecord, _>)
    }

    /// Replaces a person's preferences under the optimistic lock: the stored version must be that
    /// of `old`. `token` is the random name of the change.
    ///
    /// Preferences never expire, so that a person who unsubscribed gets no messages later.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn save_preferences(
        &self,
        person: &CustomerKey,
        old: &StoredPreferences,
        new: &Preferences,
        token: &str,
    ) -> Result<Saved, StoreError> {
        let record = |stored: &StoredPreferences| item(&PreferencesRecord::new(person, stored));
        let new = StoredPreferences { preferences: new.clone(), version: old.version + 1 };
        let before = if old.version == 0 { Item::new() } else { record(old)? };
        let mut expression = Expression::between(&before, &record(&new)?);
        expression.set("ci", AttributeValue::S(token.to_owned()));
        match old.version {
            0 => expression.only_if_absent("v"),
            version => expression.only_if("v", "=", number(version)),
        };
        let update = self.update(keys::contact(person), keys::PREFERENCES, expression);
        match self.write(update).await {
            Ok(_) => Ok(Saved::Done),
            // The response to this write was lost.
            Err(Refused::Condition(Some(item))) if is_text(&item, "ci", token) => Ok(Saved::Done),
            Err(Refused::Condition(_)) => Ok(Saved::Stale),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

//! Items that record a single use, for example of an external issuer's token; and dead letters.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::ChangeId;
use jiff::Timestamp;

use crate::{
    Item, Store, StoreError,
    table::{Refused, is_text, key, keys, number},
};

impl Store {
    /// Records the single use of something that expires at `until`. Returns `false` when it was
    /// used already. `token` is a random name.
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

    /// Stores a stream record that cannot be read as a dead letter, so that an operator can inspect
    /// and replay it. Storing it again changes nothing.
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

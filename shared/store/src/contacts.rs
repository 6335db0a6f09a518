//! What is remembered of phones and e-mail addresses.

use docket_domain::{ContactState, CustomerKey};
use jiff::Timestamp;

use crate::{
    Saved, Store, StoreError,
    db::Cancelled,
    keys,
    records::{ContactRecord, read},
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

    /// Stores a changed contact under the random name `token`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn save_contact(
        &self,
        old: Option<&ContactState>,
        new: &ContactState,
        token: &str,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        let action = self.contact_action(old, new, now)?;
        match self.transact(vec![action], token).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Conditions(_)) => Ok(Saved::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }
}

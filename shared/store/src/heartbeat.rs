//! The item whose change shows that the table's stream is read.

use jiff::Timestamp;

use crate::{
    Store, StoreError,
    table::{Refused, key, keys, number},
};

/// Whether an item with this sort key is the heartbeat.
#[must_use]
pub fn is_heartbeat(sk: &str) -> bool {
    sk == keys::HEARTBEAT
}

impl Store {
    /// Writes the heartbeat, which says when it was written.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn beat(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut item = key(keys::HEARTBEAT.to_owned(), keys::HEARTBEAT);
        item.insert("at".to_owned(), number(now.as_second()));
        match self.write_put(self.put(item)).await {
            Ok(()) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

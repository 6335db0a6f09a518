//! Keeping what the payment provider reports, once for each of its events.

use super::Reported;
use crate::{
    Store, StoreError,
    records::{ReportedRecord, item},
    table::{Refused, keys},
};

impl Store {
    /// Keeps an event of the provider; answers whether it is new.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn keep_reported(&self, reported: &Reported) -> Result<bool, StoreError> {
        let put = self
            .put(item(&ReportedRecord::new(reported))?)
            .condition_expression("attribute_not_exists(#pk)")
            .expression_attribute_names("#pk", keys::PK);
        match self.write_put(put).await {
            Ok(()) => Ok(true),
            Err(Refused::Condition(_)) => Ok(false),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

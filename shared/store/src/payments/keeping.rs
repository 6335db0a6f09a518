//! Storing the payment provider's reports, once for each of its events.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use super::Reported;
use crate::{
    Store, StoreError,
    records::{ReportedRecord, item, read},
    table::{Expression, Refused, keys, number},
};

impl Store {
    /// Stores an event of the provider. Returns whether it is new.
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

    /// An event of the provider, if it has not expired.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn reported(&self, event: &str) -> Result<Option<Reported>, StoreError> {
        let found = self.get(keys::reported(event), keys::REPORTED, true).await?;
        found.map(read::<ReportedRecord, _>).transpose()
    }

    /// Records when an event of the provider is processed again, or that it was processed. An event
    /// that has expired is not created again.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn follow_reported(
        &self,
        event: &str,
        at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let mut expression = Expression::default();
        let index = keys::DEADLINE_INDEX;
        match at {
            Some(at) => {
                let part = keys::deadlines(keys::Due::Payment, super::part(event));
                expression.set(index.partition, AttributeValue::S(part));
                expression.set(index.sort, AttributeValue::S(keys::by_time(at, event)));
            }
            None => {
                expression.remove(index.partition).remove(index.sort);
            }
        }
        expression.only_if(keys::TTL, ">", number(0));
        let update = self.update(keys::reported(event), keys::REPORTED, expression);
        match self.write(update).await {
            Ok(_) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

//! Conditional writes of one item, and transactions of several.

use std::future::Future;

use aws_sdk_dynamodb::{
    error::{ProvideErrorMetadata, SdkError},
    operation::{
        put_item::{PutItemError, builders::PutItemFluentBuilder},
        transact_write_items::TransactWriteItemsError,
        update_item::{UpdateItemError, builders::UpdateItemFluentBuilder},
    },
    types::{ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure, TransactWriteItem},
};

use super::{
    Cancelled, Expression, Item, Refused, Rendered, Store, StoreError,
    client::{TRIES, backoff},
    key,
    refusals::{cancellation, failure, is_conflict, may_repeat, refused, unavailable},
};

impl Store {
    /// An update of one item, for [`Store::write`].
    pub(crate) fn update(
        &self,
        pk: String,
        sk: &str,
        expression: Expression,
    ) -> UpdateItemFluentBuilder {
        let Rendered { update, condition, names, values } = expression.render();
        self.client
            .update_item()
            .table_name(&*self.table)
            .set_key(Some(key(pk, sk)))
            .update_expression(update)
            .condition_expression(condition)
            .set_expression_attribute_names(Some(names))
            .set_expression_attribute_values(Some(values))
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }

    /// A put of one item. The caller completes it and passes it to [`Store::write_put`].
    pub(crate) fn put(&self, item: Item) -> PutItemFluentBuilder {
        self.client
            .put_item()
            .table_name(&*self.table)
            .set_item(Some(item))
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }

    /// Sends an update. Returns the attributes that it asks for.
    pub(crate) async fn write(
        &self,
        request: UpdateItemFluentBuilder,
    ) -> Result<Option<Item>, Refused> {
        self.repeat(|| {
            let request = request.clone();
            async {
                let answer = request.send().await;
                let condition = |error| match error {
                    UpdateItemError::ConditionalCheckFailedException(failed) => Ok(failed.item),
                    error => Err(Box::new(error)),
                };
                let answer = self.made(answer, |error| refused(error, condition))?;
                self.wrote(answer.consumed_capacity.as_slice());
                Ok(answer.attributes)
            }
        })
        .await
    }

    /// Sends a put.
    pub(crate) async fn write_put(&self, request: PutItemFluentBuilder) -> Result<(), Refused> {
        self.repeat(|| {
            let request = request.clone();
            async {
                let answer = request.send().await;
                let condition = |error| match error {
                    PutItemError::ConditionalCheckFailedException(failed) => Ok(failed.item),
                    error => Err(Box::new(error)),
                };
                let answer = self.made(answer, |error| refused(error, condition))?;
                self.wrote(answer.consumed_capacity.as_slice());
                Ok(())
            }
        })
        .await
    }

    /// Sends a transaction. It is retried with `token` as its client request token, so that it is
    /// never applied twice after a lost response. The token contains the random name of the change,
    /// and the actions must not change while it is used.
    pub(crate) async fn transact(
        &self,
        actions: Vec<TransactWriteItem>,
        token: &str,
    ) -> Result<(), Cancelled> {
        let mut tries = 0;
        loop {
            tries += 1;
            let answer = self
                .client
                .transact_write_items()
                .set_transact_items(Some(actions.clone()))
                .client_request_token(token)
                .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
                .send()
                .await;
            let answer = self.made(answer, |error| error);
            let error = match answer {
                Ok(answer) => {
                    self.wrote(answer.consumed_capacity());
                    return Ok(());
                }
                Err(SdkError::ServiceError(context)) => context.into_err(),
                Err(error) => return Err(Cancelled::Other(unavailable(error))),
            };
            match error {
                TransactWriteItemsError::TransactionCanceledException(cancelled) => {
                    let reasons = cancelled.cancellation_reasons.unwrap_or_default();
                    let again = reasons.iter().any(may_repeat);
                    if !again || tries == TRIES {
                        return Err(cancellation(reasons));
                    }
                }
                error if is_conflict(error.code()) && tries < TRIES => {}
                error => return Err(Cancelled::Other(failure(&error))),
            }
            tokio::time::sleep(backoff(tries)).await;
        }
    }

    /// Retries a write that conflicted with a transaction. The write has a condition, so that a
    /// retry after a lost response is recognized.
    async fn repeat<T, F>(&self, call: impl Fn() -> F) -> Result<T, Refused>
    where
        F: Future<Output = Result<T, Refused>>,
    {
        let mut tries = 0;
        loop {
            tries += 1;
            match call().await {
                Err(Refused::Other(StoreError::Busy)) if tries < TRIES => {
                    tokio::time::sleep(backoff(tries)).await;
                }
                answer => return answer,
            }
        }
    }
}

//! The actions that transactions are made of.

use aws_sdk_dynamodb::types::{
    AttributeValue, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
    builders::PutBuilder,
};

use crate::{Item, StoreError, changes::Expression, db::key};

/// The update of one item inside a transaction.
pub(crate) fn update_action(
    table: &str,
    pk: String,
    sk: &str,
    expression: Expression,
) -> Result<TransactWriteItem, StoreError> {
    let update = Update::builder()
        .table_name(table)
        .set_key(Some(key(pk, sk)))
        .update_expression(expression.update())
        .condition_expression(expression.condition())
        .set_expression_attribute_names(Some(expression.names))
        .set_expression_attribute_values(Some(expression.values))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .build()
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    Ok(TransactWriteItem::builder().update(update).build())
}

/// The put of a new item inside a transaction.
pub(crate) fn create_action(table: &str, item: Item) -> Result<TransactWriteItem, StoreError> {
    put(table, item, |put| {
        put.condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    })
}

/// The deletion of an item inside a transaction, if its attribute `name` is
/// `value`.
pub(crate) fn delete_action(
    table: &str,
    pk: String,
    sk: &str,
    name: &str,
    value: AttributeValue,
) -> Result<TransactWriteItem, StoreError> {
    let delete = Delete::builder()
        .table_name(table)
        .set_key(Some(key(pk, sk)))
        .condition_expression("#name = :value")
        .expression_attribute_names("#name", name)
        .expression_attribute_values(":value", value)
        .build()
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    Ok(TransactWriteItem::builder().delete(delete).build())
}

/// The deletion of an item inside a transaction, whether it is there or not.
pub(crate) fn remove_action(
    table: &str,
    pk: String,
    sk: &str,
) -> Result<TransactWriteItem, StoreError> {
    let delete = Delete::builder()
        .table_name(table)
        .set_key(Some(key(pk, sk)))
        .build()
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    Ok(TransactWriteItem::builder().delete(delete).build())
}

/// The put of an item inside a transaction, whatever was there: for items
/// that say the same however often they are written.
pub(crate) fn put_action(table: &str, item: Item) -> Result<TransactWriteItem, StoreError> {
    put(table, item, |put| put)
}

fn put(
    table: &str,
    item: Item,
    complete: impl FnOnce(PutBuilder) -> PutBuilder,
) -> Result<TransactWriteItem, StoreError> {
    let put = complete(Put::builder().table_name(table).set_item(Some(item)))
        .build()
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    Ok(TransactWriteItem::builder().put(put).build())
}

//! The actions that transactions are made of.

use aws_sdk_dynamodb::types::{
    AttributeValue, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
    builders::PutBuilder,
};

use super::{Expression, Item, Rendered, StoreError, key, keys, text};

/// The key of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub pk: String,
    pub sk: String,
}

impl Key {
    pub(crate) fn new(pk: String, sk: impl Into<String>) -> Self {
        Self { pk, sk: sk.into() }
    }
}

/// What a part of an order's transaction does to one item.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Action {
    /// A new item, whose key must be free.
    Create(Item),
    /// A change of the item with this key.
    Update(Key, Expression),
}

impl Action {
    /// Of which item.
    pub(crate) fn key(&self) -> Key {
        match self {
            Self::Create(item) => {
                let name = |name| text(item, name).unwrap_or_default().to_owned();
                Key { pk: name(keys::PK), sk: name(keys::SK) }
            }
            Self::Update(key, _) => key.clone(),
        }
    }

    /// Both as one; nothing where they do not add up.
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Update(key, one), Self::Update(_, other)) => {
                one.and(other).map(|both| Self::Update(key, both))
            }
            (Self::Create(_), Self::Create(_) | Self::Update(..))
            | (Self::Update(..), Self::Create(_)) => None,
        }
    }

    /// The action as the service takes it.
    pub(crate) fn write(self, table: &str) -> Result<TransactWriteItem, StoreError> {
        match self {
            Self::Create(item) => create_action(table, item),
            Self::Update(Key { pk, sk }, expression) => update_action(table, pk, &sk, expression),
        }
    }
}

/// The update of one item inside a transaction.
pub(crate) fn update_action(
    table: &str,
    pk: String,
    sk: &str,
    expression: Expression,
) -> Result<TransactWriteItem, StoreError> {
    let Rendered { update, condition, names, values } = expression.render();
    let update = Update::builder()
        .table_name(table)
        .set_key(Some(key(pk, sk)))
        .update_expression(update)
        .condition_expression(condition)
        .set_expression_attribute_names(Some(names))
        .set_expression_attribute_values(Some(values))
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

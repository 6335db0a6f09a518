//! The actions of transactions.

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

/// The action of a part of a transaction on one item.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Action {
    /// Creates an item, on the condition that its key is free.
    Create(Item),
    /// Updates the item with this key.
    Update(Key, Expression),
}

impl Action {
    /// The key of the item.
    pub(crate) fn key(&self) -> Key {
        match self {
            Self::Create(item) => {
                let name = |name| text(item, name).unwrap_or_default().to_owned();
                Key { pk: name(keys::PK), sk: name(keys::SK) }
            }
            Self::Update(key, _) => key.clone(),
        }
    }

    /// Combines two actions on one item; `None` when they cannot be combined.
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Update(key, one), Self::Update(_, other)) => {
                one.and(other).map(|both| Self::Update(key, both))
            }
            (Self::Create(_), Self::Create(_) | Self::Update(..))
            | (Self::Update(..), Self::Create(_)) => None,
        }
    }

    /// The action in the form that DynamoDB accepts.
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

/// The deletion of an item inside a transaction. A missing item is no error.
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

/// The put of an item inside a transaction without a condition, for items whose content does not
/// change when they are written again.
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

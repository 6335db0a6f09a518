//! Which templates an owner keeps: a set of their ids beside the templates,
//! changed in the same transaction as these, so that an owner never has more
//! than the most, however many requests make them at once. An id is in the set
//! once, so that deleting a template frees its place once.

use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem, Update, builders::UpdateBuilder};
use docket_domain::{Template, TemplateOwner};

use crate::{
    StoreError,
    table::{key, keys, number},
};

/// The ids of the templates that are kept.
const KEPT: &str = "id";

/// Takes a place for a template that is made; fails when all are taken.
pub(crate) fn take(table: &str, template: &Template) -> Result<TransactWriteItem, StoreError> {
    change(template, "ADD", |update| {
        update
            .table_name(table)
            .condition_expression("attribute_not_exists(#kept) OR size(#kept) < :most")
            .expression_attribute_values(":most", number(template.owner.most_templates()))
    })
}

/// Frees the place of a template that is deleted.
pub(crate) fn free(table: &str, template: &Template) -> Result<TransactWriteItem, StoreError> {
    change(template, "DELETE", |update| update.table_name(table))
}

fn change(
    template: &Template,
    verb: &str,
    complete: impl FnOnce(UpdateBuilder) -> UpdateBuilder,
) -> Result<TransactWriteItem, StoreError> {
    let pk = match &template.owner {
        TemplateOwner::Customer(customer) => keys::places_of_customer(customer),
        TemplateOwner::Seller => keys::places_of_seller(&template.draft.seller),
    };
    let id = AttributeValue::Ss(vec![template.id.suffix().as_str().to_owned()]);
    let update = Update::builder()
        .set_key(Some(key(pk, keys::TEMPLATE_PLACES)))
        .update_expression(format!("{verb} #kept :id"))
        .expression_attribute_names("#kept", KEPT)
        .expression_attribute_values(":id", id);
    let update =
        complete(update).build().map_err(|error| StoreError::Unavailable(error.to_string()))?;
    Ok(TransactWriteItem::builder().update(update).build())
}

//! The limit of templates per owner. The ids of an owner's templates are stored as a set, which
//! changes in the transaction that creates or deletes a template. So an owner never exceeds the
//! limit, even with concurrent requests. A set contains an id only once, so deleting a template
//! twice frees one place.

use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem, Update, builders::UpdateBuilder};
use docket_domain::{Template, TemplateOwner};

use crate::{
    StoreError,
    table::{key, keys, number},
};

/// The attribute with the ids of an owner's templates.
const KEPT: &str = "id";

/// Adds a new template to its owner's set. The condition fails when the limit is reached.
pub(crate) fn take(table: &str, template: &Template) -> Result<TransactWriteItem, StoreError> {
    change(template, "ADD", |update| {
        update
            .table_name(table)
            .condition_expression("attribute_not_exists(#kept) OR size(#kept) < :most")
            .expression_attribute_values(":most", number(template.owner.most_templates()))
    })
}

/// Removes a deleted template from its owner's set.
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

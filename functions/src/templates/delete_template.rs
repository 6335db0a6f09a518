use axum::extract::State;
use docket_app::{SharedApp, order_templates};
use docket_domain::TemplateId;
use http::StatusCode;

use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// Delete an order template.
///
/// Deletes a template with its schedule and answers 204 without a body. Placed orders remain. The
/// owner and administrators may call it: the owner is the buyer, or the own staff of the seller
/// that keeps the template for a customer.
///
/// Errors:
/// - 404 `not_found`: the template does not exist or belongs to somebody else.
/// - 409 `conflict`: other requests kept changing the template at the same time. Send the request
///   again.
/// - 412 `precondition_failed`: the template has another version than `If-Match` names.
#[utoipa::path(
    delete, path = "/api/order-templates/{id}", tag = "Templates", security(("bearer" = [])),
    params(
        ("id" = inline(words::TemplateId), Path, description = "Identifier of the template, \
            `TPL-XXXXXXXXXX`."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = NO_CONTENT), (status = CONFLICT)),
)]
pub async fn delete_template(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<TemplateId>,
) -> Result<StatusCode, ApiError> {
    let who = caller.capacities()?;
    order_templates::delete_template(&app, id, who, conditions.expected()).await?;
    Ok(StatusCode::NO_CONTENT)
}

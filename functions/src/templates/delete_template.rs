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
/// Deletes a template with its schedule. Orders that it placed stay.
#[utoipa::path(
    delete, path = "/api/order-templates/{id}", tag = "Templates", security(("bearer" = [])),
    params(
        ("id" = inline(words::TemplateId), Path, description = "The template."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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

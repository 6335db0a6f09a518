use axum::{extract::State, response::Response};
use docket_app::{SharedApp, order_templates::own_template};
use docket_domain::TemplateId;

use super::view::{self, TemplateBody};
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// Get an order template.
///
/// Returns a template with its schedule: the next occurrence, and what came of the last
/// one. Its owner and administrators may read it.
#[utoipa::path(
    get, path = "/api/order-templates/{id}", tag = "Templates", security(("bearer" = [])),
    params(("id" = inline(words::TemplateId), Path, description = "The template.")),
    responses((status = OK, body = TemplateBody)),
)]
pub async fn get_template(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<TemplateId>,
) -> Result<Response, ApiError> {
    let template = own_template(&app, id, caller.capacities()?).await?.0.template;
    Ok(conditions.answer(template.version, view::body(&template)))
}

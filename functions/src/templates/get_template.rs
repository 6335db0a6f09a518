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
/// A template, for its owner and administrators.
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

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
/// Returns a template with its schedule, the next occurrences and the result of the last one. The
/// owner and administrators may read it: the owner is the buyer, or the own staff of the seller
/// that keeps the template for a customer.
///
/// Error 404 `not_found`: the template does not exist or belongs to somebody else.
#[utoipa::path(
    get, path = "/api/order-templates/{id}", tag = "Templates", security(("bearer" = [])),
    params(("id" = inline(words::TemplateId), Path, description = "Identifier of the template, \
        `TPL-XXXXXXXXXX`.")),
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

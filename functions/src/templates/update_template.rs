use axum::{extract::State, response::Response};
use docket_app::{
    Granted, SharedApp,
    order_templates::{self, own_template},
};
use docket_domain::TemplateId;

use super::{
    request::UpdateTemplate,
    view::{self, TemplateBody},
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions},
    openapi::words,
};

/// Change an order template.
///
/// Changes a template, pauses its schedule or resumes it, and returns the template. Placed orders
/// are not changed. The owner and administrators may call it: the owner is the buyer, or the own
/// staff of the seller that keeps the template for a customer.
///
/// When the content of the order changes, it is checked like an order placed now, except for stock,
/// vouchers and a pause of the seller.
///
/// Errors:
/// - 400 `invalid_request`, `unknown_product` or `mixed_sellers`: a field is malformed, such an
///   order would be refused, the schedule has no occurrence, a buyer's template would get another
///   phone number, or `paused` is given without a schedule.
/// - 404 `not_found`: the template does not exist or belongs to somebody else.
/// - 409 `conflict`: other requests kept changing the template at the same time. Send the request
///   again.
/// - 412 `precondition_failed`: the template has another version than `If-Match` names.
///
/// A change that changes nothing leaves the version as it is, so repeating a request is safe.
#[utoipa::path(
    patch, path = "/api/order-templates/{id}", tag = "Templates", security(("bearer" = [])),
    request_body = UpdateTemplate,
    params(
        ("id" = inline(words::TemplateId), Path, description = "Identifier of the template, \
            `TPL-XXXXXXXXXX`."),
        ("If-Match" = Option<String>, Header, description = "`ETag` of the template that the \
            request is based on. Another version by now is refused with 412 `precondition_failed`. \
            Each occurrence of the schedule raises the version too. Without the header, the latest \
            version is used."),
    ),
    responses((status = OK, body = TemplateBody), (status = CONFLICT)),
)]
pub async fn update_template(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<TemplateId>,
    body: Body<UpdateTemplate>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let found = own_template(&app, id, who).await?;
    let edit = body.read(&Granted::to_all(), |it, faults| Some(it.read(faults)))?.value;
    let expected = conditions.expected();
    let template = order_templates::update_template(&app, found, who, expected, &edit).await?;
    Ok(view::answer(&template))
}

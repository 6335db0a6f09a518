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
/// Changes a template, pauses its schedule or resumes it. Orders that it placed
/// stay as they are.
#[utoipa::path(
    patch, path = "/api/order-templates/{id}", tag = "Templates", security(("bearer" = [])),
    request_body = UpdateTemplate,
    params(
        ("id" = inline(words::TemplateId), Path, description = "The template."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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

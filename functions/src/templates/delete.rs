use axum::extract::State;
use docket_app::{AppError, SharedApp};
use docket_domain::TemplateId;
use docket_store::Saved;
use http::StatusCode;

use super::read;
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// How often a lost race for a template is run again.
const TRIES: usize = 5;

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
    for _ in 0..TRIES {
        let template = read::own(&app, id, who).await?.0.template;
        conditions.expected().check(template.version)?;
        let token = app.stamp()?.change;
        match app.store.delete_template(&template, token.as_str()).await? {
            Saved::Done => return Ok(StatusCode::NO_CONTENT),
            Saved::Stale => {}
        }
    }
    Err(AppError::Conflict.into())
}

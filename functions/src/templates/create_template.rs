use axum::{extract::State, response::Response};
use docket_app::{Granted, SharedApp, order_templates};
use docket_domain::Template;

use super::{
    request::CreateTemplate,
    view::{self, TemplateBody},
};
use crate::http::{ApiError, Body, Caller, IdempotencyKey, Language, Later, Sent, created};

/// Create an order template.
///
/// Keeps an order, to be placed again by somebody, or by itself. A buyer keeps
/// it for the phone that they signed in with, a seller's staff for a customer. A
/// buyer keeps up to 20 templates and a seller up to 200; one more is refused
/// with 409 `conflict` until one of them is deleted.
#[utoipa::path(
    post, path = "/api/order-templates", tag = "Templates", security(("bearer" = [])),
    request_body = CreateTemplate,
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body make one template."),
        ("Accept-Language" = Option<String>, Header, description = "The language of the orders that the schedule places, and of others that are asked for in none: the acceptable tag of the highest weight. Without one, the seller's language."),
    ),
    responses((status = CREATED, body = TemplateBody), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn create_template(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    language: Language,
    body: Body<CreateTemplate>,
) -> Result<Response, ApiError> {
    caller.signed_in()?;
    // Whose template it may be depends on the customer and the seller that the body names.
    let granted = Granted::to_all();
    let key = key.read(&granted)?;
    let language = language.tag();
    let read = body.read(&granted, |request, faults| request.read(language, app.now(), faults));
    let Sent { value: draft, digest } = read?;
    let create = order_templates::CreateTemplate {
        route: "create-template",
        key: &key,
        body: digest,
        draft: &draft,
    };
    let created = order_templates::create_template(&app, &caller, &create).await?;
    Ok(answer(&created.value, created.replayed))
}

fn answer(template: &Template, replayed: bool) -> Response {
    let path = format!("/api/order-templates/{}", template.id);
    created(template.version, &path, view::body(template), replayed)
}

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
/// Saves an order that can be placed again, by a person or by a schedule, and returns the template.
/// No order is placed. A buyer creates templates for the phone number that this sign-in verified; a
/// seller's own staff and administrators create them for customers of that seller. A buyer can have
/// 20 templates, a seller 200.
///
/// The template is checked like an order placed now, except for stock, vouchers and a pause of the
/// seller.
///
/// Errors:
/// - 400 `invalid_request`, `unknown_product` or `mixed_sellers`: a field is malformed, such an
///   order would be refused, or the schedule has no occurrence.
/// - 403 `forbidden`: the caller neither verified the customer's phone number nor manages the
///   seller.
/// - 409 `conflict` with `reason` `templates_full`: the owner has the most templates allowed.
///   Delete one first.
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` came with another body before.
///
/// With an `Idempotency-Key` the request can be repeated safely: a repeat with the same body
/// creates nothing and returns the template as it is now.
#[utoipa::path(
    post, path = "/api/order-templates", tag = "Templates", security(("bearer" = [])),
    request_body = CreateTemplate,
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Key that makes the request \
            safe to repeat. A repeat with the same body creates no second template."),
        ("Accept-Language" = Option<String>, Header, description = "Language of messages about the \
            template's orders: the acceptable tag of the highest weight. A request that places an \
            order may name another. Without a tag, the seller's language."),
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

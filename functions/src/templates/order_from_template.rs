use axum::{extract::State, response::Response};
use docket_app::{
    Granted, KeyOwner, SharedApp,
    order_templates::{self, TemplateOrder, own_template},
};
use docket_domain::TemplateId;

use crate::{
    http::{ApiError, ApiPath, Caller, IdempotencyKey, Language, Later},
    openapi::words,
    orders::create_order::{Created, answer},
};

/// Place an order from a template.
///
/// Places an order from a template, at the catalogue's present prices. Its
/// owner has shown who they are, so that it needs no code. A voucher that cannot
/// be redeemed refuses the order with 400 `voucher_rejected`, whose pointer is
/// of the template; an order that a schedule places is placed without it.
#[utoipa::path(
    post, path = "/api/order-templates/{id}/orders", tag = "Templates", security(("bearer" = [])),
    params(
        ("id" = inline(words::TemplateId), Path, description = "The template."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key places one order, however often it is sent."),
        ("Accept-Language" = Option<String>, Header, description = "The language that the buyer is written to in: the acceptable tag of the highest weight. Without one, the template's language, else the seller's."),
    ),
    responses((status = CREATED, body = Created, headers(
        ("Location" = String, description = "The order's path."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request placed it."),
    )), (status = BAD_REQUEST), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn order_from_template(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    language: Language,
    ApiPath(id): ApiPath<TemplateId>,
) -> Result<Response, ApiError> {
    let (stored, actor) = own_template(&app, id, caller.capacities()?).await?;
    let key = key.read(&Granted::to_all())?;
    let order = TemplateOrder {
        route: "order-from-template",
        caller: KeyOwner::signed_in(actor),
        key: &key,
        actor,
        occurrence: None,
        language: language.tag(),
    };
    let placed = order_templates::order_from_template(&app, &stored.template, order).await?;
    Ok(answer(&placed, actor, false, &app.stamp()?))
}

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
/// Places an order with the content of a template, at the present prices of the catalogue, and
/// returns the order. The owner of the template and administrators may call it: the owner is the
/// buyer, or the own staff of the seller that keeps the template for a customer. The order needs no
/// verification code.
///
/// Errors:
/// - 400 `invalid_request`, `unknown_product` or `mixed_sellers`: the order is no longer possible,
///   for example because a product or a zone is gone or the minimum of the seller is not reached.
/// - 400 `voucher_rejected`: a voucher cannot be redeemed. The pointer refers to the template, as
///   in `/vouchers/0`. An order that a schedule places leaves out such a voucher instead.
/// - 404 `not_found`: the template does not exist or belongs to somebody else.
/// - 409 `insufficient_stock`: `stockIssues` names every line item that is short.
/// - 409 `seller_paused`: the seller takes no orders until `pausedUntil`.
/// - 409 `conflict`: other orders kept changing the same voucher or the customer's record at the
///   same time. Send the request again.
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` came with another template before.
///
/// Without an `Idempotency-Key` each request places an order. With one, a repeat places nothing and
/// returns the order as it is now.
#[utoipa::path(
    post, path = "/api/order-templates/{id}/orders", tag = "Templates", security(("bearer" = [])),
    params(
        ("id" = inline(words::TemplateId), Path, description = "Identifier of the template, \
            `TPL-XXXXXXXXXX`."),
        ("Idempotency-Key" = Option<String>, Header, description = "Key that makes the request \
            safe to repeat. A repeat for the same template places no second order."),
        ("Accept-Language" = Option<String>, Header, description = "Language of messages to the \
            buyer: the acceptable tag of the highest weight. Without a tag, the language of the \
            template, else of the seller."),
    ),
    responses((status = CREATED, body = Created, headers(
        ("Location" = String, description = "Path of the placed order."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request with this \
            key placed the order; else absent."),
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

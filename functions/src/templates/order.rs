use axum::{extract::State, response::Response};
use docket_app::{App, AppError, Granted, KeyOwner, SharedApp};
use docket_domain::{Actor, FromTemplate, Template, TemplateId};
use jiff::Timestamp;

use super::read;
use crate::{
    http::{ApiError, ApiPath, Caller, IdempotencyKey, Later},
    openapi::words,
    orders::{
        create::{Created, answer},
        deciding::customer,
        placing::Desk,
    },
};

/// Places an order from a template, at the catalogue's present prices. Its
/// owner has shown who they are, so that it needs no code. A voucher that cannot
/// be redeemed refuses the order with 400 `voucher_rejected`, whose pointer is
/// of the template; an order that a schedule places is placed without it.
#[utoipa::path(
    post, path = "/api/order-templates/{id}/orders", tag = "Templates", security(("bearer" = [])),
    params(
        ("id" = inline(words::TemplateId), Path, description = "The template."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key places one order, however often it is sent."),
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
    ApiPath(id): ApiPath<TemplateId>,
) -> Result<Response, ApiError> {
    let (stored, actor) = read::own(&app, id, caller.capacities()?).await?;
    let template = stored.template;
    let key = key.read(&Granted::to_all())?;
    let by =
        By { route: "order-from-template", caller: KeyOwner::signed_in(actor), key: &key, actor };
    let desk = desk(&app, &template, &by, None)?;
    let (order, replayed) = desk.run().await?;
    Ok(answer(&desk, &order, &app.stamp()?, replayed))
}

/// Who or what orders from a template.
pub struct By<'a> {
    /// What places the order; with caller and key it makes the order's id.
    pub route: &'static str,
    /// Whose key it is.
    pub caller: KeyOwner,
    pub key: &'a docket_app::IdempotencyKey,
    pub actor: &'a Actor,
}

/// The order that a template makes, ready to be placed.
pub fn desk<'a>(
    app: &'a App,
    template: &'a Template,
    by: &By<'a>,
    occurrence: Option<Timestamp>,
) -> Result<Desk<'a>, AppError> {
    let id = template.id;
    // The template stands for the request's body: what it orders may change.
    let mut body = [0; 16];
    body[..10].copy_from_slice(&id.suffix().as_str().as_bytes()[..10]);
    Ok(Desk {
        app,
        route: by.route,
        caller: by.caller.clone(),
        key: by.key,
        body,
        wanted: &template.draft,
        customer: customer(app, &template.draft)?,
        actor: by.actor,
        guest: None,
        template: Some(FromTemplate { id, occurrence }),
    })
}

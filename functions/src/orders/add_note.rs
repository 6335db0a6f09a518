//! Handler of add-note: internal notes of staff in the audit log.

use axum::{Json, extract::State, response::Response};
use docket_app::{
    Idempotent, KeyOwner, Request, SharedApp,
    orders::{self, access::order_to_manage},
};
use docket_domain::OrderId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{OrderBody, OrderView};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, IdempotencyKey, Later, Sent, recorded, tag},
    openapi::words,
};

/// An internal note of the seller's staff about an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "Called: leave it with the neighbour."}))]
pub struct AddNote {
    /// Text of the note, up to 1,000 characters.
    #[schema(value_type = words::Note)]
    text: String,
}

/// Add a staff note.
///
/// Adds an internal note to the audit log of an order, and returns the order. The seller's staff
/// and administrators may call it, and only they can read it: `GET /api/orders/{id}/history` lists
/// it as an entry with the action `note_added`. A note cannot be changed or removed.
///
/// Send an `Idempotency-Key` to retry safely: a repeated request with the key and the body of an
/// earlier one answers 201 with the order as it is now and carries `Idempotent-Replayed: true`. A
/// key belongs to its caller. Without a key, every request counts.
///
/// Errors:
///
/// - 400 `invalid_request`: `text` is missing, empty or too long.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not the seller's staff or an
///   administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `conflict`, with one of these values of `reason`: `merged` (the order was merged into the
///   order named in `orderIds`), `changed_meanwhile` (concurrent requests changed the order
///   repeatedly; send the request again).
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` was used with another body.
#[utoipa::path(
    post, path = "/api/orders/{id}/notes", tag = "Orders", security(("bearer" = [])),
    request_body = AddNote,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("Idempotency-Key" = Option<String>, Header, description = "Key that makes a retry safe, \
            1 to 255 visible ASCII characters: requests with this key and the same body add one \
            note."),
    ),
    responses((status = CREATED, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn add_note(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<AddNote>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    let (order, granted) = order_to_manage(&app, id, who).await?;
    let key = key.read(&granted)?;
    let Sent { value: text, digest } =
        body.read(&granted, |request: AddNote, faults| faults.parse("/text", &request.text))?;
    let caller = KeyOwner::signed_in(actor).on(id);
    let request =
        Request { ids: app.keys.ids()?, caller, route: "add-note", key: &key, body: digest };
    let Idempotent { value: order, replayed } =
        orders::add_note(&app, order, who, text, &request).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(recorded(tag(order.version, (StatusCode::CREATED, Json(body))), replayed))
}

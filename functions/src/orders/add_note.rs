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

/// What the staff wants to remember of an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "Called: leave it with the neighbour."}))]
pub struct AddNote {
    /// Up to 1,000 characters.
    #[schema(value_type = words::Note)]
    text: String,
}

/// Add a staff note.
///
/// Adds a note to an order, for its seller's staff and administrators alone. It
/// stands in the order's history as `note_added`, and is never changed.
#[utoipa::path(
    post, path = "/api/orders/{id}/notes", tag = "Orders", security(("bearer" = [])),
    request_body = AddNote,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body add one note."),
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

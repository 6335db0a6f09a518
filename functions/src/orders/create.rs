use axum::{Json, extract::State, response::Response};
use docket_app::{Granted, SharedApp};
use docket_domain::{Order, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{deciding::who, placing::Desk, request::CreateOrder, view::OrderView};
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Later, Moment, Sent, Source, created},
    openapi::words,
};

/// A placed order.
#[derive(Serialize, ToSchema)]
pub struct Created {
    /// The order.
    order: OrderView,
    /// Whether the phone must be confirmed.
    verification: VerificationView,
}

/// Whether, and until when, an order waits for its code.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerificationView {
    /// Whether a code is on its way.
    pub required: bool,
    /// When the stock is given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    pub expires_at: Option<Moment>,
}

impl VerificationView {
    /// Nothing is to be confirmed.
    pub const NONE: Self = Self { required: false, expires_at: None };

    /// Of an order as it is.
    pub fn of(order: &Order) -> Self {
        let expires_at = order.hold.map(|hold| hold.ends_at);
        Self { required: expires_at.is_some(), expires_at: expires_at.map(Into::into) }
    }
}

/// Places an order. A guest's stock is held for 15 minutes while a code is on
/// its way to the phone.
#[utoipa::path(
    post, path = "/api/orders", tag = "Orders", request_body = CreateOrder,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body place one order, however often they are sent.")),
    security((), ("bearer" = [])),
    responses((status = CREATED, body = Created, headers(
        ("Location" = String, description = "The order's path."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request placed it."),
    )), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY), (status = TOO_MANY_REQUESTS)),
)]
pub async fn create_order(
    State(app): State<SharedApp>,
    caller: Caller,
    source: Source,
    key: Later<IdempotencyKey>,
    body: Body<CreateOrder>,
) -> Result<Response, ApiError> {
    let granted = Granted::to_all();
    let key = key.read(&granted)?;
    let read = body.read(&granted, |request, faults| request.read(app.now(), faults));
    let Sent { value: wanted, digest } = read?;
    let who = who(&app, &caller, std::slice::from_ref(&wanted))?;
    let desk = Desk {
        app: &app,
        route: "create-order",
        caller: who.key_owner,
        key: &key,
        body: digest,
        wanted: &wanted,
        customer: who.customer,
        actor: &who.actor,
        guest: (!who.trusted).then_some(&source),
        template: None,
    };
    let (order, replayed) = desk.run().await?;
    Ok(answer(&desk, &order, &app.stamp()?, replayed))
}

/// An order that was placed, or had been.
pub fn answer(desk: &Desk<'_>, order: &Order, stamp: &Stamp, replayed: bool) -> Response {
    let body = Created {
        order: desk.cart().shown(order, desk.guest.is_some(), stamp),
        verification: VerificationView::of(order),
    };
    created(order.version, &format!("/api/orders/{}", order.id), Json(body), replayed)
}

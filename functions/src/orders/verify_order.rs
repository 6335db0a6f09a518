use axum::{Json, extract::State, response::Response};
use docket_app::{
    Granted, SharedApp,
    auth::{Bearer, Guess, Proven, Session, device_secret, issue_tokens},
    orders::{ConfirmedOrder, confirm_order},
};
use docket_domain::{Order, OrderId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::OrderView;
use crate::{
    http::{ApiError, ApiPath, Body, Conditions, tag},
    openapi::words,
};

/// The code of an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyOrder {
    /// The six digits of the message.
    #[schema(value_type = words::Code)]
    code: String,
}

/// A confirmed order, and tokens to follow it with.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// The order.
    order: OrderView,
    /// All orders of its checkout that the code confirmed, if it is of one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    orders: Vec<OrderView>,
    /// Opens the API as this phone's bearer.
    #[schema(value_type = words::AccessToken)]
    access_token: String,
    /// Is exchanged for a new pair, once.
    #[schema(value_type = words::RefreshToken)]
    refresh_token: String,
    /// Opens a reserve of this phone's codes for the next sign-in on this
    /// device, for 180 days.
    #[schema(value_type = words::DeviceSecret)]
    device_secret: String,
}

/// Confirms a guest's order with the code from the message. The code of a
/// checkout is given at any of its orders, and confirms them all.
#[utoipa::path(
    post, path = "/api/orders/{id}/verification", tag = "Orders", request_body = VerifyOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = Verified), (status = CONFLICT)),
)]
pub async fn verify_order(
    State(app): State<SharedApp>,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<VerifyOrder>,
) -> Result<Response, ApiError> {
    let guess = body.read(&Granted::to_all(), |request, faults| {
        faults.note_error("/code", Guess::read(&request.code))
    });
    let guess = guess?.value;
    let confirmed = confirm_order(&app, id, conditions.expected(), &guess).await?;
    let ConfirmedOrder { order, checkout, buyer, contact_epoch: epoch, stamp } = confirmed;
    let view = |order: &Order| OrderView::new(order, std::slice::from_ref(&buyer), &stamp);
    let key = order.customer.key.clone();
    let device_secret = device_secret(app.keys.ids()?, &key, stamp.now)?;
    let contact = Proven { key, epoch, external: false };
    let tokens = issue_tokens(&app, &Session { bearer: Bearer::Buyer, contact })?;
    let body = Verified {
        order: view(&order),
        orders: checkout.iter().map(view).collect(),
        access_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
        device_secret,
    };
    Ok(tag(order.version, Json(body)))
}

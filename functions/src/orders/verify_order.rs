//! Handler of verify-order: verifies a guest's order and signs the guest in.

use axum::{Json, extract::State, response::Response};
use docket_app::{
    Granted, SharedApp,
    auth::{Bearer, Guess, IssuedTokens, Proven, Session, device_secret, issue_tokens},
    orders::{ConfirmedOrder, confirm_order},
};
use docket_domain::{Order, OrderId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::OrderView;
use crate::{
    auth::keeping::{Browser, SessionKind},
    http::{ApiError, ApiPath, Body, Conditions, tag},
    openapi::words,
};

/// The code that verifies an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyOrder {
    /// The six digits of the verification message. A code is valid for 5 minutes and 5 guesses.
    #[schema(value_type = words::Code)]
    code: String,
    /// `cookie` returns the refresh token and the device secret in `HttpOnly` cookies instead of
    /// the body; the header `Docket-Session` is then required. Absent: both are in the body.
    #[schema(value_type = Option<words::SessionKind>)]
    session: Option<SessionKind>,
}

/// A verified order, and a session of the customer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// The verified order, named in the path.
    order: OrderView,
    /// All orders of the checkout that the code verified, the order in `order` included. Absent if
    /// the order was not placed in a checkout.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    orders: Vec<OrderView>,
    /// Bearer token for requests as the holder of the customer's phone. It is valid for 15 minutes.
    #[schema(value_type = words::AccessToken)]
    access_token: String,
    /// Token to exchange once for a new pair of tokens (`POST /api/auth/tokens/refresh`). Absent if
    /// `session` is `cookie`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RefreshToken>)]
    refresh_token: Option<String>,
    /// Secret of this device, valid for 180 days. Sent with a later sign-in, it grants codes that
    /// are reserved for known devices. Absent if `session` is `cookie`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::DeviceSecret>)]
    device_secret: Option<String>,
}

/// Verify an order.
///
/// Verifies a guest's order with the code from the verification message. No access token is needed.
/// The order leaves `awaiting_verification` for the first status of its lifecycle. The code of a
/// checkout is given at any of its orders and verifies all of them in one transaction.
///
/// The answer contains the order and tokens that sign the caller in as the holder of the customer's
/// phone.
///
/// A wrong code counts as one of 5 guesses. With `If-Match`, a request for another version of the
/// order is refused before the guess counts.
///
/// Errors:
///
/// - 400 `invalid_request`: `code` is not six digits, or `session` is `cookie` and `Docket-Session`
///   is missing or unknown.
/// - 400 `code_rejected`: the code is wrong, too old or used up; `attemptsLeft` is the number of
///   guesses left. At 0, request another code with `POST /api/orders/{id}/verification/resend`.
/// - 404 `not_found`: there is no order with this id.
/// - 409 `already_verified`: the order is verified already.
/// - 409 `verification_expired`: the order was not verified in time, or was stopped. Place it
///   again.
/// - 409 `conflict`: concurrent requests changed the order; send the request again.
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
#[utoipa::path(
    post, path = "/api/orders/{id}/verification", tag = "Orders", request_body = VerifyOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
        ("Docket-Session" = Option<String>, Header, description = "The pages whose cookies keep \
            the session: `desk` or `shop`. Required if `session` is `cookie`."),
    ),
    responses((status = OK, body = Verified), (status = CONFLICT)),
)]
pub async fn verify_order(
    State(app): State<SharedApp>,
    conditions: Conditions,
    browser: Browser,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<VerifyOrder>,
) -> Result<Response, ApiError> {
    let guess = body.read(&Granted::to_all(), |request, faults| {
        Some((request.session, faults.note_error("/code", Guess::read(&request.code))?))
    });
    let (session, guess) = guess?.value;
    let keeping = browser.keeping(&app, session)?;
    let confirmed = confirm_order(&app, id, conditions.expected(), &guess).await?;
    let ConfirmedOrder { order, checkout, buyer, contact_epoch: epoch, stamp } = confirmed;
    let view = |order: &Order| OrderView::new(order, std::slice::from_ref(&buyer), &stamp);
    let key = order.customer.key.clone();
    let device_secret = device_secret(app.keys.ids()?, &key, stamp.now)?;
    let contact = Proven { key, epoch, external: false };
    let issued = issue_tokens(&app, &Session { bearer: Bearer::Buyer, contact })?;
    let issued = IssuedTokens { device_secret: Some(device_secret), ..issued };
    let (tokens, cookies) = keeping.keep(issued);
    let body = Verified {
        order: view(&order),
        orders: checkout.iter().map(view).collect(),
        access_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
        device_secret: tokens.device_secret,
    };
    Ok(tag(order.version, (cookies, Json(body))))
}

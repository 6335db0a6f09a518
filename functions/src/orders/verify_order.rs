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

/// The code of an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyOrder {
    /// The six digits of the message.
    #[schema(value_type = words::Code)]
    code: String,
    /// `cookie` keeps refresh token and device secret in cookies of the pages
    /// that the header `Docket-Session` names.
    #[schema(value_type = Option<words::SessionKind>)]
    session: Option<SessionKind>,
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
    /// Is exchanged for a new pair, once. Absent where it is in a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RefreshToken>)]
    refresh_token: Option<String>,
    /// Opens a reserve of this phone's codes for the next sign-in on this
    /// device, for 180 days. Absent where it is in a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::DeviceSecret>)]
    device_secret: Option<String>,
}

/// Confirm an order.
///
/// Confirms a guest's order with the code from the message. The code of a
/// checkout is given at any of its orders, and confirms them all.
#[utoipa::path(
    post, path = "/api/orders/{id}/verification", tag = "Orders", request_body = VerifyOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
        ("Docket-Session" = Option<String>, Header, description = "Whose cookies, where `session` is `cookie`."),
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

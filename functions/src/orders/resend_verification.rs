use axum::{Json, extract::State, response::IntoResponse};
use docket_app::{AppError, SharedApp};
use docket_domain::{Contact, ContactState, Half, Hold, OrderId, SendRefusal};
use docket_platform::random;
use docket_store::Saved;
use http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{create::VerificationView, verify_order::leading};
use crate::{
    http::{ApiError, ApiPath, Conditions, Source},
    openapi::words,
};

/// How often a lost race is run again.
const TRIES: usize = 5;

/// Another code is on its way.
#[derive(Serialize, ToSchema)]
pub struct Resent {
    /// Until when it can be given: the hold is not extended.
    verification: VerificationView,
}

/// Sends another code for an order, or for all of its checkout; the former one
/// is void.
#[utoipa::path(
    post, path = "/api/orders/{id}/verification/resend", tag = "Orders",
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = ACCEPTED, body = Resent), (status = CONFLICT), (status = TOO_MANY_REQUESTS)),
)]
pub async fn resend_verification(
    State(app): State<SharedApp>,
    source: Source,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<impl IntoResponse, ApiError> {
    for _ in 0..TRIES {
        let stamp = app.stamp()?;
        let order = app.store.find_order(id).await?.ok_or(AppError::NotFound)?;
        conditions.expected().check(order.version)?;
        order.may_verify(&stamp)?;
        let order = match order.hold {
            Some(hold) if hold.is_by_another() => {
                leading(&app, &order, &stamp).await?.unwrap_or(order)
            }
            Some(_) | None => order,
        };
        let Some(hold) = &order.hold else { return Err(AppError::Conflict.into()) };
        let next = next(hold, random()?, stamp.now)?;
        let key = &order.customer.key;
        let phone = Contact::Phone(order.customer.phone.clone());
        let budget = app.budget(&source, Half::General, &phone, stamp.now)?;
        let asked = app.store.asked(key, Half::General, None, &budget).await?;
        asked.budget?;
        let old = asked.contact;
        let new = || ContactState::new(key.clone(), Half::General, phone);
        let state = old.clone().unwrap_or_else(new);
        let counted = state.count_code(&app.settings.codes, stamp.now)?;
        let contact = (old.as_ref(), &counted);
        let token = stamp.change.as_str();
        match app.store.resend(&order, &next, contact, &budget, token, stamp.now).await? {
            Saved::Done => {
                let verification =
                    VerificationView { required: true, expires_at: Some(next.ends_at.into()) };
                return Ok((StatusCode::ACCEPTED, Json(Resent { verification })));
            }
            Saved::Stale => {}
        }
    }
    Err(AppError::Conflict.into())
}

/// The hold with its next code, unless that comes too soon or too often.
fn next(
    hold: &Hold,
    nonce: [u8; docket_domain::NONCE_BYTES],
    now: Timestamp,
) -> Result<Hold, SendRefusal> {
    if hold.is_spent() {
        return Err(SendRefusal::TooMany { retry_after: hold.ends_at.duration_since(now) });
    }
    match hold.send.wait(now) {
        Some(retry_after) => Err(SendRefusal::TooMany { retry_after }),
        None => Ok(Hold { send: hold.send.next(nonce, now), ..*hold }),
    }
}

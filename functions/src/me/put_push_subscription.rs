use axum::extract::State;
use docket_app::{Granted, SharedApp, messages};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    http::{ApiError, Body, Caller},
    openapi::{samples, words},
};

/// A browser's subscription to web push: the members `endpoint` and `keys` of what
/// `PushSubscription.toJSON()` returns, and no others.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PushSubscription, example = samples::push_subscription)]
pub struct SubscriptionBody {
    /// The URL of the subscription at the browser's push service: https, on port 443, at
    /// fcm.googleapis.com or below push.apple.com, push.services.mozilla.com or notify.windows.com.
    #[schema(value_type = words::PushEndpoint)]
    endpoint: String,
    /// The browser's keys, with which messages are encrypted.
    keys: SubscriptionKeys,
}

/// The keys with which messages for a browser are encrypted (RFC 8291).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PushSubscriptionKeys)]
pub struct SubscriptionKeys {
    /// The browser's public key: an uncompressed point of P-256, 65 bytes in base64url without
    /// padding.
    #[schema(value_type = words::PushPublicKey)]
    p256dh: String,
    /// The authentication secret: 16 bytes in base64url without padding.
    #[schema(value_type = words::PushAuth)]
    auth: String,
}

/// Subscribe to web push.
///
/// Registers a browser of the signed-in person, so that messages about orders reach it when no page
/// is open. A subscription belongs to the phone or e-mail address with which this session was
/// started, whatever the role. Everybody who is signed in may call it. Returns 204.
///
/// Registering a subscription again changes nothing. A subscription with a known `endpoint` and
/// other keys replaces the earlier one. A person has at most 10 subscriptions; the oldest is
/// deleted for an eleventh. A subscription is also deleted when the push service reports that it
/// has ended.
///
/// 400 `invalid_request` names each invalid place: an `endpoint` at another host, or a key that is
/// malformed or not a point of P-256.
#[utoipa::path(
    put, path = "/api/preferences/push", tag = "Me", security(("bearer" = [])),
    request_body = SubscriptionBody,
    responses((status = NO_CONTENT)),
)]
pub async fn put_push_subscription(
    State(app): State<SharedApp>,
    caller: Caller,
    body: Body<SubscriptionBody>,
) -> Result<StatusCode, ApiError> {
    let person = messages::subscriber(&caller)?;
    let subscription = body.read(&Granted::to_all(), |body, faults| {
        let parts = (&*body.endpoint, &*body.keys.p256dh, &*body.keys.auth);
        messages::read_push_subscription(&app, parts, faults)
    })?;
    messages::keep_push_subscription(&app, person, &subscription.value).await?;
    Ok(StatusCode::NO_CONTENT)
}

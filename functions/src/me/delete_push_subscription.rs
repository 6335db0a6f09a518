use axum::extract::State;
use docket_app::{Granted, SharedApp, messages};
use docket_domain::PushEndpoint;
use http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    http::{ApiError, Caller, Query},
    openapi::words,
};

/// The push subscription to delete.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionQuery {
    /// The `endpoint` of the subscription, 1 to 1,000 bytes.
    #[param(inline, value_type = words::EndedPushEndpoint)]
    endpoint: String,
}

/// Unsubscribe from web push.
///
/// Deletes a push subscription of the signed-in person, for example before a page calls
/// `PushSubscription.unsubscribe()`. Returns 204 whether or not the subscription existed, so the
/// request can be repeated safely. Subscriptions of other people are not affected. Everybody who is
/// signed in may call it. 400 `invalid_request` at `/endpoint` means that `endpoint` is empty or
/// too long.
#[utoipa::path(
    delete, path = "/api/preferences/push", tag = "Me", security(("bearer" = [])),
    params(SubscriptionQuery),
    responses((status = NO_CONTENT)),
)]
pub async fn delete_push_subscription(
    State(app): State<SharedApp>,
    caller: Caller,
    query: Query<SubscriptionQuery>,
) -> Result<StatusCode, ApiError> {
    let person = messages::subscriber(&caller)?;
    let endpoint = query.read(&Granted::to_all(), |query, faults| {
        if (1..=PushEndpoint::MAX_BYTES).contains(&query.endpoint.len()) {
            return Some(PushEndpoint::from_stored(&query.endpoint));
        }
        faults.add("/endpoint", format!("must have 1 to {} bytes", PushEndpoint::MAX_BYTES));
        None
    })?;
    messages::delete_push_subscription(&app, person, &endpoint).await?;
    Ok(StatusCode::NO_CONTENT)
}

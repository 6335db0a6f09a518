use axum::{Json, extract::State, response::Response};
use docket_app::{Granted, SharedApp, messages};

use super::preferences::{PreferencesBody, PreferencesToSet};
use crate::http::{ApiError, Body, Caller, Conditions, tag};

/// Set message preferences.
///
/// Replaces all message preferences of the signed-in person: everything that the body does not name
/// follows the defaults from then on. Returns what `GET /api/preferences` returns. A request with
/// an unchanged body changes neither the preferences nor their version, so it can be repeated
/// safely. Everybody who is signed in may call it, for their own preferences.
///
/// Errors:
///
/// - 400 `invalid_request`: a group or channel does not exist, a group is for another role, a
///   channel is named twice, the quiet hours end when they begin, or the language or time zone is
///   malformed. `errors` names each place.
/// - 404 `not_found`: no phone or e-mail address is known of this session.
/// - 409 `conflict` with the reason `changed_meanwhile`: other requests kept changing the
///   preferences; retry.
/// - 412 `precondition_failed`: the preferences no longer have the version that `If-Match` names.
///   Before the first choice the version is `"0"`.
#[utoipa::path(
    put, path = "/api/preferences", tag = "Me", security(("bearer" = [])),
    request_body = PreferencesToSet,
    params(("If-Match" = Option<String>, Header)),
    responses((status = OK, body = PreferencesBody), (status = CONFLICT)),
)]
pub async fn put_preferences(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    body: Body<PreferencesToSet>,
) -> Result<Response, ApiError> {
    let person = messages::notice_person(&app, &caller).await?;
    let preferences =
        body.read(&Granted::to_all(), |it, faults| Some(it.read(&person, faults)))?.value;
    let expected = conditions.expected();
    let set = messages::SetPreferences { person: &person, expected, preferences: &preferences };
    let stored = messages::set_preferences(&app, set).await?;
    Ok(tag(stored.version, Json(PreferencesBody::new(&stored, &person))))
}

use axum::{Json, extract::State, response::Response};
use docket_app::{Granted, SharedApp, messages};

use super::preferences::{PreferencesBody, PreferencesToSet};
use crate::http::{ApiError, Body, Caller, Conditions, tag};

/// Set message preferences.
///
/// Replaces what the signed-in person chose about messages: what the body does
/// not name follows the defaults from then on. The answer is what
/// `GET /api/preferences` answers. The same body again changes neither the
/// preferences nor their version.
///
/// 400 names a group that does not exist or goes to another role, a channel that
/// does not exist, a channel that stands twice, and quiet hours that end when
/// they begin. 412 when `If-Match` names another version; before the first
/// choice it is `"0"`.
#[utoipa::path(
    put, path = "/api/preferences", tag = "Me", security(("bearer" = [])),
    request_body = PreferencesToSet,
    params(("If-Match" = Option<String>, Header, description = "The version that is to be replaced.")),
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

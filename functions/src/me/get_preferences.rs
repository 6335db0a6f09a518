use axum::{Extension, Json, extract::State};
use docket_app::{SharedApp, messages};

use super::preferences::PreferencesBody;
use crate::http::{ApiError, Caller, Version};

/// Get message preferences.
///
/// What the signed-in person chose about messages, the defaults of what was not
/// chosen, and which channels reach the person. Everybody has preferences of
/// their own, and sees the groups of messages that go to somebody with their
/// role; members see the buyers' groups, too, because they are the buyers of
/// their own phone or e-mail address.
///
/// Codes are sent whatever is chosen here.
#[utoipa::path(
    get, path = "/api/preferences", tag = "Me", security(("bearer" = [])),
    responses((status = OK, body = PreferencesBody)),
)]
pub async fn get_preferences(
    State(app): State<SharedApp>,
    caller: Caller,
) -> Result<(Extension<Version>, Json<PreferencesBody>), ApiError> {
    let person = messages::notice_person(&app, &caller).await?;
    let stored = messages::read_preferences(&app, &person).await?;
    // What reaches the person changes without a new version, and the tag with both.
    Ok((Extension(Version(stored.version)), Json(PreferencesBody::new(&stored, &person))))
}

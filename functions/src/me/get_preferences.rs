use axum::{Extension, Json, extract::State};
use docket_app::{SharedApp, messages};

use super::preferences::PreferencesBody;
use crate::http::{ApiError, Caller, Version};

/// Get message preferences.
///
/// Returns what the signed-in person chose about messages, the defaults for everything else, and
/// the channels by which the person can be reached. Everybody who is signed in may call it, for
/// their own preferences. The groups are those of the person's role; members also have the groups
/// of buyers, because they can order with their own phone or e-mail address.
///
/// Preferences do not affect verification and sign-in codes, which are always sent.
///
/// The `ETag` begins with `version` and can be sent as `If-Match` with `PUT /api/preferences`. 404
/// `not_found` means that no phone or e-mail address is known of this session.
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
    // `reachable` can change without a new version, so the tag also covers the content.
    Ok((Extension(Version(stored.version)), Json(PreferencesBody::new(&stored, &person))))
}

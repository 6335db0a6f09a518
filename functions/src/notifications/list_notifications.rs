use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use docket_app::{
    Fault, Granted, Limit, PageRequest, SharedApp,
    notifications::{self, ListedNotifications, shown_feed},
};
use docket_domain::{Notification, NotificationId};
use docket_platform::digest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::NotificationView;
use crate::{
    http::{ApiError, Caller, Conditions, Pagination, Query, WeakTag},
    openapi::words,
};

/// Whose feed, and which page of it.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NotificationQuery {
    /// The seller; for staff and drivers their own unless given, for administrators
    /// required.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// A page of a feed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NotificationPage {
    /// Newest first.
    notifications: Vec<NotificationView>,
    /// How many entries of the feed the caller has not read. 100 means more than 99.
    #[schema(value_type = words::UnreadCount)]
    unread: u32,
    /// The entry up to which the caller has read the feed; null when they never did.
    #[schema(value_type = Option<words::NotificationId>, required)]
    read_up_to: Option<String>,
    /// Where the page stands.
    pagination: Pagination,
}

/// List notifications.
///
/// The feed of a seller's staff, or of a driver: what happened in the last 30 days that
/// they are to know, the newest first. Staff see their seller's entries, drivers those of
/// their own batches, administrators those of the seller whom they name. Entries have no
/// words: make them of `kind`, in the reader's language.
///
/// The first page has an `ETag` that changes with the newest entry, and with nothing
/// else. Ask with `If-None-Match` every few seconds: 304 costs half a read unit, and
/// means that nothing was added. What was read meanwhile, perhaps elsewhere, does not
/// change it.
#[utoipa::path(
    get, path = "/api/notifications", tag = "Notifications", security(("bearer" = [])),
    params(NotificationQuery),
    responses((status = OK, body = NotificationPage), (status = FORBIDDEN), (status = NOT_FOUND)),
)]
pub async fn list_notifications(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    query: Query<NotificationQuery>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let query = query.value(&Granted::to_members(actor)?)?;
    let seller = query.seller_id.as_deref().map(str::parse).transpose();
    let seller = seller.map_err(|error| Fault::parameter("sellerId", error))?;
    let list = shown_feed(seller, actor, |what| Fault::parameter("sellerId", what))?;
    let parts = ["notifications", list.seller().as_str()];
    let limit = Limit::read(query.limit)?;
    let requested = PageRequest::read(&app, limit, (actor.id(), &parts), query.cursor.as_deref())?;
    let is_first = requested.after().is_none();
    if is_first && conditions.has_tags() {
        let newest = notifications::newest(&app, &list).await?;
        if let Some(unchanged) = conditions.unchanged(&tag(newest.as_ref())) {
            return Ok(unchanged);
        }
    }
    let listed = notifications::list_notifications(&app, actor, &list, &requested).await?;
    let ListedNotifications { entries, read_up_to, unread, next } = listed;
    let page = NotificationPage {
        notifications: entries.iter().map(NotificationView::from).collect(),
        unread,
        read_up_to: read_up_to.map(|id| id.to_string()),
        pagination: Pagination::of(&requested, next.as_deref()),
    };
    let newest = entries.first().map(Notification::id);
    Ok(if is_first { tag(newest).on(Json(page)) } else { Json(page).into_response() })
}

/// The tag of a feed with this newest entry.
fn tag(newest: Option<&NotificationId>) -> WeakTag {
    let newest = newest.map(NotificationId::as_str).unwrap_or_default();
    WeakTag::of(&digest(newest.as_bytes()))
}

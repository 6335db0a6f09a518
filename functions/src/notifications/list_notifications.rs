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

/// The seller whose notifications are listed, and the page of the list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NotificationQuery {
    /// The seller whose notifications are listed. Staff and drivers get those of their own seller
    /// and can leave it out; administrators must name a seller.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// The maximum number of notifications on the page, 1 to 100. Defaults to 50.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// The `nextCursor` of the previous page. It is valid only for the list and the caller that it
    /// came from.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// A page of notifications, with the number of unread ones.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NotificationPage {
    /// The notifications, newest first.
    notifications: Vec<NotificationView>,
    /// The number of notifications that the caller has not read, counted over all pages. 100 means
    /// more than 99.
    #[schema(value_type = words::UnreadCount)]
    unread: u32,
    /// The newest notification that the caller has marked as read. Null if the caller has never
    /// marked any.
    #[schema(value_type = Option<words::NotificationId>, required)]
    read_up_to: Option<String>,
    /// The position of this page in the list.
    pagination: Pagination,
}

/// List notifications.
///
/// Returns the notifications of the last 30 days, newest first. Staff see those of their seller,
/// drivers those about their own batches, and administrators those of the seller that they name. A
/// notification has no text: a client writes it from `kind` and the other properties, in the
/// reader's language.
///
/// The `ETag` of the first page depends only on the newest notification. Poll the first page with
/// `If-None-Match` every few seconds; 304 means that nothing was added. Marking notifications as
/// read does not change the `ETag`.
///
/// Buyers get 403 `forbidden`; staff and drivers who name another seller get 404 `not_found`. 400
/// `invalid_request` means that an administrator named no seller, a parameter is malformed, `limit`
/// is out of range, or the cursor belongs to another list.
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

/// The entity tag of a list whose newest notification this is.
fn tag(newest: Option<&NotificationId>) -> WeakTag {
    let newest = newest.map(NotificationId::as_str).unwrap_or_default();
    WeakTag::of(&digest(newest.as_bytes()))
}

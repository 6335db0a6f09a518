use axum::{Json, extract::State};
use docket_app::{
    Fault, Faults, Granted, SharedApp,
    notifications::{self, shown_feed},
};
use docket_domain::{NotificationId, SellerId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    http::{ApiError, Body, Caller},
    openapi::words,
};

/// The newest notification that the caller has read.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"upTo": "1795176000000#ORD-20261120-7ZK3M9QW2X:new"}))]
pub struct ReadNotifications {
    /// The `id` of the newest notification that the caller has seen. It and all older ones count as
    /// read.
    #[schema(value_type = words::NotificationId)]
    up_to: String,
    /// The seller whose notifications were read. Staff and drivers can leave it out; administrators
    /// must name a seller.
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
}

/// The number of notifications that are still unread.
#[derive(Serialize, ToSchema)]
pub struct UnreadNotifications {
    /// The number of notifications that the caller has not read. 100 means more than 99.
    #[schema(value_type = words::UnreadCount)]
    unread: u32,
}

/// Mark notifications as read.
///
/// Marks all notifications up to the named one as read, for the caller alone. The mark never moves
/// back: a notification that is older than the present mark changes nothing, so the request can be
/// repeated safely. Returns 200 with the number of notifications that are still unread.
///
/// Staff, drivers and administrators may call it. Buyers get 403 `forbidden`; staff and drivers who
/// name another seller get 404 `not_found`.
///
/// 400 `invalid_request` at `/upTo` means that the id is malformed or lies in the future; at
/// `/sellerId`, that an administrator named no seller or the id is malformed.
#[utoipa::path(
    post, path = "/api/notifications/read", tag = "Notifications", security(("bearer" = [])),
    request_body = ReadNotifications,
    responses((status = OK, body = UnreadNotifications), (status = FORBIDDEN), (status = NOT_FOUND)),
)]
pub async fn read_notifications(
    State(app): State<SharedApp>,
    caller: Caller,
    body: Body<ReadNotifications>,
) -> Result<Json<UnreadNotifications>, ApiError> {
    let actor = caller.signed_in()?;
    let (up_to, seller) = body.read(&Granted::to_members(actor)?, ReadNotifications::read)?.value;
    let list = shown_feed(seller, actor, |what| Fault::at("/sellerId", what))?;
    let unread = notifications::mark_read(&app, actor, &list, &up_to).await?;
    Ok(Json(UnreadNotifications { unread }))
}

impl ReadNotifications {
    fn read(self, faults: &mut Faults) -> Option<(NotificationId, Option<SellerId>)> {
        let seller = faults.maybe("/sellerId", self.seller_id.as_deref());
        Some((faults.parse("/upTo", &self.up_to)?, seller))
    }
}

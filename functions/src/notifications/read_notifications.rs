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

/// Up to which entry the caller has read a feed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"upTo": "1795176000000#ORD-20261120-7ZK3M9QW2X:new"}))]
pub struct ReadNotifications {
    /// The newest entry that the caller has seen, by its id; this one and all that are
    /// older count as read.
    #[schema(value_type = words::NotificationId)]
    up_to: String,
    /// The seller; for staff and drivers their own unless given, for administrators
    /// required.
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
}

/// What is left to be read.
#[derive(Serialize, ToSchema)]
pub struct UnreadNotifications {
    /// How many entries of the feed the caller has not read. 100 means more than 99.
    #[schema(value_type = words::UnreadCount)]
    unread: u32,
}

/// Mark notifications as read.
///
/// Marks the feed as read up to an entry, for the caller alone. The mark never moves
/// back: an older entry than the last one changes nothing, and is answered alike. An
/// entry of the future is refused.
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

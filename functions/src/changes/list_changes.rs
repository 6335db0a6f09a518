use axum::{Json, extract::State};
use docket_app::{Fault, Granted, SharedApp, changes, changes::ListedChanges};
use docket_store::FeedChange;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{ApiError, Caller, Moment, Query},
    openapi::{samples, words},
};

/// Whose changes, and since when.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangesQuery {
    /// The seller; for staff their own unless given, for administrators required.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// `cursor` of the former answer. Without it there are no changes, only a
    /// cursor to go on from.
    #[param(inline, value_type = Option<words::Cursor>)]
    after: Option<String>,
}

/// What changed since the caller last asked.
#[derive(Serialize, ToSchema)]
pub struct ChangeFeed {
    /// Of each order and batch the newest version, the oldest change first. What
    /// changed in the 15 seconds before `after` is told again: drop the versions
    /// that you know.
    changes: Vec<ChangeView>,
    /// Give it as `after` next time.
    #[schema(value_type = words::Cursor)]
    cursor: String,
    /// The time of the server.
    #[schema(value_type = words::Moment)]
    now: Moment,
    /// Whether changes may be missing, because `after` is older than the hour that
    /// is kept, or because there are too many. Read the list again, and go on from
    /// `cursor`.
    gap: bool,
}

/// That an order or a batch has another version.
#[derive(Serialize, ToSchema)]
#[schema(as = Change)]
struct ChangeView {
    /// `order` or `batch`.
    #[schema(value_type = words::ChangedKindName)]
    kind: &'static str,
    /// The order or the batch.
    #[schema(example = "ORD-20261120-7ZK3M9QW2X")]
    id: String,
    /// Its version.
    #[schema(value_type = words::Version)]
    version: u32,
    /// Its status.
    #[schema(example = samples::made)]
    status: String,
    /// An order's phase. Absent for batches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::PhaseName>)]
    phase: Option<String>,
    /// When it changed.
    #[schema(value_type = words::Moment)]
    at: Moment,
}

/// List changes of orders.
///
/// What changed of a seller's orders and batches, for its staff and
/// administrators who show them: ask every few seconds, and read what changed by
/// its id. A change is there within a second or two. Ask for a cursor first, and
/// for the list then, so that nothing is missed between.
#[utoipa::path(
    get, path = "/api/changes", tag = "Orders", security(("bearer" = [])),
    params(ChangesQuery),
    responses((status = OK, body = ChangeFeed), (status = FORBIDDEN), (status = NOT_FOUND)),
)]
pub async fn list_changes(
    State(app): State<SharedApp>,
    caller: Caller,
    query: Query<ChangesQuery>,
) -> Result<Json<ChangeFeed>, ApiError> {
    let actor = caller.signed_in()?;
    let query = query.value(&Granted::to_staff(actor)?)?;
    let seller = query.seller_id.as_deref().map(str::parse).transpose();
    let seller = seller.map_err(|error| Fault::parameter("sellerId", error))?;
    let listed = changes::list_changes(&app, actor, seller, query.after.as_deref()).await?;
    let ListedChanges { changes, cursor, now, gap } = listed;
    let changes = changes.into_iter().map(ChangeView::from).collect();
    Ok(Json(ChangeFeed { changes, cursor, now: now.into(), gap }))
}

impl From<FeedChange> for ChangeView {
    fn from(change: FeedChange) -> Self {
        let FeedChange { kind, id, version, status, phase, at } = change;
        Self { kind: kind.name(), id, version, status, phase, at: at.into() }
    }
}

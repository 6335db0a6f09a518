use axum::{Json, extract::State};
use docket_app::{Fault, Granted, SharedApp, changes, changes::ListedChanges};
use docket_store::FeedChange;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{ApiError, Caller, Moment, Query},
    openapi::{samples, words},
};

/// The seller whose changes are listed, and the position from which to continue.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangesQuery {
    /// The seller whose changes are listed. Staff get those of their own seller and can leave it
    /// out; administrators must name a seller.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// The `cursor` of the previous response. Without it the response has no changes, only a
    /// `cursor` to start from.
    #[param(inline, value_type = Option<words::Cursor>)]
    after: Option<String>,
}

/// The changes of a seller's orders and batches since the previous request.
#[derive(Serialize, ToSchema)]
pub struct ChangeFeed {
    /// The newest version of each order and batch that changed, oldest change first. Changes of the
    /// 15 seconds before `after` are included again: ignore versions that you already have.
    changes: Vec<ChangeView>,
    /// The position to send as `after` with the next request.
    #[schema(value_type = words::Cursor)]
    cursor: String,
    /// The server's time, to which a client can adjust its clock.
    #[schema(value_type = words::Moment)]
    now: Moment,
    /// Whether changes may be missing, because `after` is older than one hour or because too many
    /// changes happened since. If true, read the list of orders or batches again and continue from
    /// `cursor`.
    gap: bool,
}

/// The new version of an order or a batch.
#[derive(Serialize, ToSchema)]
#[schema(as = Change)]
struct ChangeView {
    /// The kind of resource that changed: `order` or `batch`.
    #[schema(value_type = words::ChangedKindName)]
    kind: &'static str,
    /// The identifier of the order or batch.
    #[schema(example = "ORD-20261120-7ZK3M9QW2X")]
    id: String,
    /// The version of the order or batch after the change.
    #[schema(value_type = words::Version)]
    version: u32,
    /// The status of the order or batch after the change.
    #[schema(example = samples::made)]
    status: String,
    /// The order's phase after the change. Absent for batches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::PhaseName>)]
    phase: Option<String>,
    /// The time at which the order or batch changed.
    #[schema(value_type = words::Moment)]
    at: Moment,
}

/// List changes of orders.
///
/// Returns which of a seller's orders and batches have changed, so that a page can stay up to date
/// without reading whole lists. Poll it every few seconds and read what changed by its `id`. A
/// change usually appears within one or two seconds and is kept for one hour.
///
/// To miss nothing, first request a cursor without `after`, then read the list, then poll with the
/// cursor.
///
/// The seller's staff and administrators may call it. Drivers and buyers get 403 `forbidden`; staff
/// who name another seller get 404 `not_found`. 400 `invalid_request` at the parameter `sellerId`
/// means that an administrator named no seller or the id is malformed; at `after`, that the cursor
/// is damaged or belongs to another seller or caller.
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

//! What changed of a seller's orders and batches since the caller last asked.

use docket_domain::{Actor, SellerId};
use docket_store::{FEED_KEPT, FeedChange};
use jiff::{SignedDuration, Timestamp};

use crate::{App, AppError, Cursors, Fault, shown_seller};

/// By how much earlier than a cursor the feed is read. What is seen first may be
/// written last, as shards of the stream are read side by side and clocks
/// differ; what the caller knows already is told again.
const OVERLAP: SignedDuration = SignedDuration::from_secs(15);

/// What changed.
#[derive(Debug)]
pub struct ListedChanges {
    /// Of each order and batch the newest version, the oldest change first.
    pub changes: Vec<FeedChange>,
    /// Where to go on from.
    pub cursor: String,
    /// The time here.
    pub now: Timestamp,
    /// Whether changes may be missing: the caller is to read its list again.
    pub gap: bool,
}

/// What changed since `after`, which is a cursor of a former answer; without it
/// only a cursor from which to go on. Versions of the last 15 seconds before are
/// told again.
///
/// # Errors
///
/// [`AppError::Forbidden`] and [`AppError::NotFound`] as
/// [`shown_seller`](crate::shown_seller); [`AppError::Invalid`] when an
/// administrator names no seller, and for a cursor of another feed or caller;
/// [`AppError::Store`] when the table does not answer.
pub async fn list_changes(
    app: &App,
    actor: &Actor,
    seller: Option<SellerId>,
    after: Option<&str>,
) -> Result<ListedChanges, AppError> {
    let Some(seller) = shown_seller(seller, actor)? else {
        return Err(
            Fault::parameter("sellerId", "is required to list the changes of a seller").into()
        );
    };
    let cursors = Cursors::of(app, actor.id(), &["changes", seller.as_str()])?;
    let now = app.now();
    let place = after.map(|cursor| cursors.place("after", cursor)).transpose()?;
    let since = place.as_deref().map(moment).transpose()?;
    let found = match since {
        None => Some(Vec::new()),
        Some(since) if now.duration_since(since) + OVERLAP > FEED_KEPT => None,
        Some(since) => app.store.changes_since(&seller, since - OVERLAP).await?,
    };
    let cursor = cursors.cursor(&now.as_millisecond().to_string());
    Ok(ListedChanges { gap: found.is_none(), changes: found.unwrap_or_default(), cursor, now })
}

/// The moment that a place of this feed is.
fn moment(place: &str) -> Result<Timestamp, Fault> {
    let at = place.parse().ok().and_then(|at| Timestamp::from_millisecond(at).ok());
    at.ok_or_else(|| Fault::parameter("after", "must be a cursor that this list answered"))
}

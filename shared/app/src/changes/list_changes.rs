//! The changes of a seller's orders and batches since the caller's previous request.

use docket_domain::{Actor, SellerId};
use docket_store::{FEED_KEPT, FeedChange};
use jiff::{SignedDuration, Timestamp};

use crate::{App, AppError, Cursors, Fault, shown_seller};

/// How far before a cursor the feed is read. Entries may be written out of order, because shards of
/// the stream are read concurrently and clocks differ. So a response may repeat changes that the
/// caller knows.
const OVERLAP: SignedDuration = SignedDuration::from_secs(15);

/// Changes of orders and batches.
#[derive(Debug)]
pub struct ListedChanges {
    /// The newest version of each changed order and batch, the oldest change first.
    pub changes: Vec<FeedChange>,
    /// The cursor for the next request.
    pub cursor: String,
    /// The server's time.
    pub now: Timestamp,
    /// Whether changes may be missing. The caller must then read its list again.
    pub gap: bool,
}

/// The changes since `after`, the cursor of an earlier response. Without `after` the response has
/// only a cursor. Changes of the 15 seconds before the cursor are repeated.
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

/// The time that a cursor's position in the feed stands for.
fn moment(place: &str) -> Result<Timestamp, Fault> {
    let at = place.parse().ok().and_then(|at| Timestamp::from_millisecond(at).ok());
    at.ok_or_else(|| Fault::parameter("after", "must be a cursor that this list answered"))
}

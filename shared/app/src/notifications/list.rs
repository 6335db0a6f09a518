//! Reading a feed and its newest entry.

use docket_domain::{Actor, Notification, NotificationId};
use docket_store::{NotificationList, StoreError};

use super::shown_feed::reader;
use crate::{App, AppError, PageRequest};

/// The most unread entries that are counted: one more than the pages show as a number.
pub const MOST_UNREAD: u32 = 100;

/// A page of a feed.
#[derive(Debug)]
pub struct ListedNotifications {
    /// The entries, the newest first.
    pub entries: Vec<Notification>,
    /// The newest entry that the caller has read.
    pub read_up_to: Option<NotificationId>,
    /// How many entries are newer than that one, at most [`MOST_UNREAD`].
    pub unread: u32,
    /// The position after which the next page begins, if there may be more entries.
    pub next: Option<String>,
}

/// The newest entry of a feed, if there is one. It costs a query for one item.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn newest(
    app: &App,
    list: &NotificationList,
) -> Result<Option<NotificationId>, StoreError> {
    app.store.newest_notification(list, app.now()).await
}

/// A page of a feed, with the number of entries that `actor` has not read.
///
/// # Errors
///
/// [`AppError::Forbidden`] when `actor` is no member; [`AppError::Store`] when the table does not
/// answer.
pub async fn list_notifications(
    app: &App,
    actor: &Actor,
    list: &NotificationList,
    requested: &PageRequest<'_>,
) -> Result<ListedNotifications, AppError> {
    let (member, now) = (reader(actor)?, app.now());
    let page = app.store.notifications(list, now, requested.after(), requested.limit()).await?;
    let read_up_to = app.store.read_mark(member, list).await?;
    let unread = app.store.count_notifications(list, now, read_up_to.as_ref(), MOST_UNREAD).await?;
    Ok(ListedNotifications { entries: page.items, read_up_to, unread, next: page.next })
}

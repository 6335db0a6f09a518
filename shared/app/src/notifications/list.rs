//! Reading a feed, and looking whether there is anything new in it.

use docket_domain::{Actor, Notification, NotificationId};
use docket_store::{NotificationList, StoreError};

use super::shown_feed::reader;
use crate::{App, AppError, PageRequest};

/// How many unread entries are counted: one more than what is shown as a number.
pub const MOST_UNREAD: u32 = 100;

/// A page of a feed.
#[derive(Debug)]
pub struct ListedNotifications {
    /// The entries, the newest first.
    pub entries: Vec<Notification>,
    /// Up to which entry the caller has read it.
    pub read_up_to: Option<NotificationId>,
    /// How many are newer than that, at most [`MOST_UNREAD`].
    pub unread: u32,
    /// The place after which the next page begins, if there may be more.
    pub next: Option<String>,
}

/// The newest entry of a feed, if there is one: one query for one item.
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

/// A page of a feed with what `actor` has not read of the feed.
///
/// # Errors
///
/// [`AppError::Forbidden`] for who is no member; [`AppError::Store`] when the table does
/// not answer.
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

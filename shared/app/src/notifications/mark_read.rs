//! Marking a feed as read.

use docket_domain::{Actor, NotificationId};
use docket_store::NotificationList;

use super::{list::MOST_UNREAD, shown_feed::reader};
use crate::{App, AppError, Fault};

/// Records that `actor` has read a feed up to an entry. Returns how many entries are newer, at most
/// [`MOST_UNREAD`]. The mark never moves back.
///
/// # Errors
///
/// [`AppError::Invalid`] for an entry of the future; [`AppError::Forbidden`] when `actor` is no
/// member; [`AppError::Store`] when the table does not answer.
pub async fn mark_read(
    app: &App,
    actor: &Actor,
    list: &NotificationList,
    up_to: &NotificationId,
) -> Result<u32, AppError> {
    let (member, now) = (reader(actor)?, app.now());
    if up_to.at() > now {
        return Err(Fault::at("/upTo", "must not be in the future").into());
    }
    app.store.mark_read(member, list, up_to).await?;
    let read = app.store.read_mark(member, list).await?;
    Ok(app.store.count_notifications(list, now, read.as_ref(), MOST_UNREAD).await?)
}

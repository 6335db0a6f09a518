//! The feed of members: entries of what a seller's staff and its drivers are to know,
//! and what each has read of them.
//!
//! The consumers of events record an entry before they send a message, so that the
//! feed has everything, whatever a channel refuses.

mod list;
mod mark_read;
mod record;
mod shown_feed;

pub use list::{ListedNotifications, MOST_UNREAD, list_notifications, newest};
pub use mark_read::mark_read;
pub use record::record;
pub use shown_feed::shown_feed;

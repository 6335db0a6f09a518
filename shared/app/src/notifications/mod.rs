//! The feed of members: entries about events for a seller's staff and drivers, and how far each
//! member has read.
//!
//! A consumer of events records an entry before it sends a message, so that the feed is complete
//! even when a channel refuses the message.

mod list;
mod mark_read;
mod record;
mod shown_feed;

pub use list::{ListedNotifications, MOST_UNREAD, list_notifications, newest};
pub use mark_read::mark_read;
pub use record::record;
pub use shown_feed::shown_feed;

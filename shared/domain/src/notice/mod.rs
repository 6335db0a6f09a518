//! Notices: messages that are not verification codes.
//!
//! This module decides which event leads to a notice and who receives it, which channels are used,
//! when quiet hours hold it, how many notices may be sent, and why a notice was not sent. It
//! neither sends nor stores anything: outer crates do.

mod channel;
mod group;
mod limits;
mod preferences;
mod quiet_hours;
mod record;
#[cfg(test)]
mod tests;
mod undeliverable;
mod withheld;

pub use channel::{Channel, Channels};
pub use group::{Audience, NoticeGroup};
pub use limits::NoticeLimits;
pub use preferences::{Preferences, Reachable};
pub use quiet_hours::{QuietHours, QuietHoursError};
pub use record::{NoticeFacts, NoticeKey, NoticeRecord, NoticeState, NoticeSubject};
pub use undeliverable::{Undeliverable, UndeliverableReason};
pub use withheld::{WithheldNotice, WithheldReason};

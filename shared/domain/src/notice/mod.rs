//! Notices: messages that are not verification codes. What they tell of and to
//! whom, which channels carry one, when it is held until quiet hours end, how
//! many may be sent, and why one was not sent.
//!
//! Everything here decides; sending and storing are for outer crates.

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

//! Notices: every message that is not a verification code; and the codes.
//!
//! [`deliver`] is the only way to a notice. It checks that the recipient may be
//! told, claims the message so that it is sent once, reserves it in four
//! budgets, sends it, and marks the claim. What is not sent for good is
//! recorded. Codes have a sender and budgets of their own.

mod alert_escalation;
mod alert_low_stock;
mod budget;
mod deliver;
mod inform;
mod inform_staff;
mod marked;
mod notice;
mod notify;
mod preferences;
mod push_subscriptions;
mod send_code;
mod texts;

pub use alert_escalation::alert_escalation;
pub use alert_low_stock::alert_low_stock;
pub use deliver::{Undelivered, deliver};
pub use inform::News;
pub use inform_staff::inform_staff;
pub use notice::{Notice, Recipient, Source};
pub use notify::notify;
pub use preferences::{
    NoticePerson, SetPreferences, notice_person, read_preferences, set_preferences,
};
pub use push_subscriptions::{
    delete_push_subscription, keep_push_subscription, read_push_subscription, subscriber,
};
pub use send_code::send_code;
pub use texts::{Words, fits_one_segment, recurring_order_not_placed};

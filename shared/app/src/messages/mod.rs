//! Messages to people: verification codes, and notices, which are all other messages.
//!
//! `notify` turns an event into news for each audience. `inform` picks the channels that each
//! person has chosen. `deliver` is the only module that sends a notice: it checks that the
//! recipient may be informed, holds the notice for quiet hours, claims it so that it is sent once,
//! reserves it in four budgets, sends it, and marks the claim. `held` sends the notices whose quiet
//! hours have ended. `send_code` sends codes, which have their own budgets.

mod batch_news;
mod budget;
mod buyer_news;
mod deliver;
mod held;
mod inform;
mod marked;
mod news;
mod notice;
mod notify;
mod order_news;
mod pages;
mod people;
mod preferences;
mod product_news;
mod push_subscriptions;
mod recipient;
mod recipients;
mod returned_mail;
mod send;
mod send_code;
mod staff_news;
mod template_news;
mod unsubscribe;

pub use deliver::Undelivered;
pub use held::send_held;
pub use notify::{Occasion, notify};
pub use preferences::{
    NoticePerson, SetPreferences, notice_person, read_preferences, set_preferences,
};
pub use push_subscriptions::{
    delete_push_subscription, keep_push_subscription, read_push_subscription, subscriber,
};
pub use returned_mail::{NOTICE_TAG, ReturnedMail, record_returned};
pub use send_code::send_code;
pub use template_news::inform_of_occurrence;
pub use unsubscribe::{Unsubscribing, read_unsubscribe_token, unsubscribe};

use news::{News, NoticeSeller};
use recipient::{Recipient, Source};

//! All words of messages, as data: one file for each language in `languages/`.
//!
//! The build checks the files and makes a function of each text, so that a text without a
//! translation, with another value in one language, or with an SMS that is too long does not
//! compile. This crate makes words; who gets them on which channel is decided elsewhere.
//!
//! A further language is one more file. In a file, `{order}` is a value, `{orders?order|orders}` is
//! a word for one and another for other numbers, and `[ Follow it: {link}]` is left out when a
//! value in it is absent. See `docs/decisions/0111-texts-as-data.md`.

mod data;
mod generated;
mod gsm;
mod language;
mod link;
mod mail;
mod money;
mod number;
mod text;
mod unsubscribe_page;
mod value;
mod when;

pub use generated::{Action, Language};
pub use language::LanguageError;
pub use link::{Link, LinkError};
pub use mail::{Mail, MailLinks};
pub use money::Money;
pub use text::{Text, Words, fits_one_segment};
pub use unsubscribe_page::UnsubscribePage;
pub use when::When;

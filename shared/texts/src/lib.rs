//! The texts of all messages as data: one file for each language in `languages/`.
//!
//! The build checks the files and generates a function for each text. A missing translation, a
//! value that is in one language only, or an SMS that is too long does not compile. This crate only
//! produces texts; other crates decide who receives them on which channel.
//!
//! A further language needs only one more file. In a file, `{order}` is a value,
//! `{orders?order|orders}` is a word for the singular and another for other numbers, and
//! `[ Follow it: {link}]` is left out when a value in it is absent. See
//! `docs/decisions/0111-texts-as-data.md`.

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

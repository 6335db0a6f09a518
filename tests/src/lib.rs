//! Shared test support: a running Docket, an HTTP client for it, and helpers for the areas that
//! tests cover.

#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test stops at the first surprise"
)]
#![expect(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "an expectation is often the whole of a line"
)]

pub mod books;
mod browser;
pub mod canary;
pub mod channel;
pub mod crowd;
pub mod deployment;
mod dice;
mod docket;
pub mod faults;
mod generate;
pub mod generated_orders;
pub mod guests;
pub mod images;
pub mod injected;
mod mails;
pub mod moment;
pub mod program;
mod progress;
mod reply;
mod table;
mod template;
pub mod world;

pub use browser::Browser;
pub use dice::Dice;
pub use docket::{Call, Docket, Person, addressed, pickup, sign_in};
pub use generate::{EventMute, Generator, filled};
pub use progress::progress;
pub use reply::Reply;
pub use table::Table;
pub use template::template_with;

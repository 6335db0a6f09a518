//! What the tests of the whole system share: a running Docket, and a client
//! that speaks to it as its users do.

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

pub mod canary;
mod desk;
mod dice;
mod generate;
pub mod injected;
pub mod moment;
mod reply;
mod template;

pub use desk::{Call, Desk, Person, addressed, pickup, sign_in};
pub use dice::Dice;
pub use generate::{Generator, Silence};
pub use reply::Reply;
pub use template::template_with;

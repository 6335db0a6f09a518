//! Where people are reached, and what is remembered of it.

mod address;
mod email;
mod error;
mod state;

pub use address::Contact;
pub use email::Email;
pub use error::{ContactError, SendRefusal};
pub use state::ContactState;

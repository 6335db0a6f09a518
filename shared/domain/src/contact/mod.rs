//! Phones and e-mail addresses of people, and the codes and unverified orders
//! that are counted for each.

mod address;
mod email;
mod error;
mod state;

pub use address::Contact;
pub use email::Email;
pub use error::{EmailError, SendRefusal};
pub use state::ContactState;

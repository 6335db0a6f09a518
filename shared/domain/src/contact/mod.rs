//! The phones and e-mail addresses of people, and the codes and holds that are counted for each.

mod address;
mod code;
mod code_limits;
mod email;
mod error;
mod state;

pub use address::Contact;
pub use code::{
    AttemptRefusal, CODE_LIFETIME, MAX_ATTEMPTS, MAX_SENDS, NONCE_BYTES, RESEND_AFTER, Send,
};
pub use code_limits::{BackOff, CodeCount, CodeLimits, Half, Window};
pub use email::Email;
pub use error::{EmailError, SendRefusal};
pub use state::ContactState;

//! What of Stripe's answers is read, and what it means. An answer that does not
//! say what it should is no answer: what was asked for may have been done.

mod dispute;
mod fields;
mod intent;
mod reading;
mod refund;

pub use dispute::DisputeAnswer;
pub use fields::{DEPLOYMENT, Metadata, PAYMENT, REFUND, mode, owner};
pub use intent::IntentAnswer;
pub use reading::{checked, read, read_page};
pub use refund::RefundAnswer;

//! Parses Stripe's responses. A response that lacks a required field or is about another object
//! counts as no response: the call may have taken effect.

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

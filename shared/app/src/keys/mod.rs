//! What a deployment makes for itself.

mod keep_token_keys;

pub use keep_token_keys::{NotKept, keep_token_keys};

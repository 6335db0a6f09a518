//! The keys that a deployment creates for itself.

mod keep_push_keys;
mod keep_token_keys;
mod keeping;

pub use keep_push_keys::keep_push_keys;
pub use keep_token_keys::keep_token_keys;
pub use keeping::NotKept;

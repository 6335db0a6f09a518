//! What a deployment makes for itself.

pub mod make_keys;

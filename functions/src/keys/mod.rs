//! The function make-keys, which creates the keys of a deployment.

pub mod make_keys;

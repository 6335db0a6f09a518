//! The keys that tokens are signed with: made at deployment, replaced without
//! signing anybody out, and never those that somebody else may know.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod making;
mod refusing;
mod rotating;
mod stack;

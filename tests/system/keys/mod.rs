//! The keys that tokens are signed with: made at deployment, and never those that
//! somebody else may know.

mod making;
mod refusing;
mod stack;

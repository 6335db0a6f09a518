//! Notices, which are all messages but codes: who gets them, how many there
//! are, and what is recorded of those that are not sent.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(clippy::float_cmp, reason = "capacity units are halves, which are exact")]

mod budgets;
mod channel;
mod forbidden;
mod outcomes;
mod pumping;
mod words;
mod world;

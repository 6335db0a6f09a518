//! Notices, which are all messages but codes: who gets them, how many there
//! are, and what is recorded of those that are not sent.

mod budgets;
mod forbidden;
mod outcomes;
mod pumping;
mod words;

//! Notices, which are all messages but codes: who gets them, how many there
//! are, and what is recorded of those that are not sent.

mod budgets;
mod choices;
mod forbidden;
mod mails;
mod occasions;
mod outcomes;
mod pumping;
mod pushes;
mod quiet_hours;
mod words;

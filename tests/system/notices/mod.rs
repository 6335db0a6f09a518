//! Tests of notices, which are all messages except verification codes: their recipients, their
//! number, and the record of those that are not sent.

mod budgets;
mod choices;
mod mails;
mod occasions;
mod outcomes;
mod pushes;
mod quiet_hours;
mod sms_pumping;
mod sms_text;
mod withheld;

//! What the adapters of SNS, SES, `EventBridge` and Secrets Manager say on the
//! wire, and what they make of the answers.
//!
//! moto's server stands for AWS. It knows the protocols and never fails, so
//! what goes wrong comes from a server of the test's own.

mod events;
mod failing;
mod mail;
mod moto;
mod secrets;
mod sms;
mod stub;
mod vault;
mod world;

//! What the adapters of SNS, SES, `EventBridge`, Secrets Manager and S3 say on the
//! wire, and what they make of the answers.
//!
//! moto's server stands for AWS. It knows the protocols and never fails, so
//! what goes wrong comes from a server of the test's own.

mod events;
mod failing;
mod images;
mod mail;
mod moto;
mod secrets;
mod sms;
mod stub;
mod vault;
mod world;

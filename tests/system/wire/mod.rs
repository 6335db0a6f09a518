//! Tests what the adapters of SNS, SES, `EventBridge`, Secrets Manager and S3 send over HTTP, and
//! how they handle the responses.
//!
//! moto's server stands for AWS. It implements the protocols and never fails, so failures come from
//! a stub server.

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

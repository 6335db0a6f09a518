//! The AWS adapters of the ports in `docket-platform`: `EventBridge`, SNS, SES, Secrets
//! Manager and S3.
//!
//! Only the deployed binary links this crate, so that nothing else compiles the SDKs.
//! Errors never contain a message from AWS, because it may quote a phone number, a text
//! or a secret. Each adapter reports the service's error code or words of its own.

mod bucket;
mod calls;
mod event_bus;
mod image_store;
mod messenger;
mod reason;
mod vault;

pub use calls::aws_calls;
pub use event_bus::AwsEventBus;
pub use image_store::AwsImageStore;
pub use messenger::{AwsMessenger, MailSender, SmsSender};
pub use vault::AwsVault;

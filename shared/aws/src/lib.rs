//! What the ports of `docket-platform` are on AWS, and how AWS is called.
//!
//! The deployed binary alone links this, so that nothing else compiles five
//! SDKs. Each adapter says what its service answered in a few words of our
//! own: the service's words may repeat a phone, a text or a secret.

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

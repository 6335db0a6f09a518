//! Functions that the table's stream and the rules of the event bus invoke.

mod delivered;
mod invocation;
pub mod notify;
pub mod publish_order_events;
pub mod record_returned_mail;
pub mod send_verification_code;
mod stream_batch;
pub mod update_statistics;

pub use invocation::Invocation;
pub use stream_batch::StreamBatch;

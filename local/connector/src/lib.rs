//! The SDK's `DynamoDB` client on an embedded database, without a network: what
//! the client would send over HTTP is answered in this process.
//!
//! The functions use the same client, serialisation, retries and timeouts as on
//! AWS; only the connection is another.

mod connector;
mod operations;

use aws_sdk_dynamodb::{
    Config,
    config::{BehaviorVersion, Builder, Region},
};

pub use connector::Connector;
pub use operations::{answer, answered};

/// A client's configuration, all but how it is connected and how long it waits.
#[must_use]
pub fn config() -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        // Nobody asks for it: RFC 2606 keeps the name free.
        .endpoint_url("http://database.invalid")
        // Nobody checks a signature, so none is made.
        .allow_no_auth()
}

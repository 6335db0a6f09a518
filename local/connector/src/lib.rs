//! Connects the AWS SDK's `DynamoDB` client with an embedded database in this process, without a
//! network.
//!
//! The functions use the client, serialisation, retries and timeouts that they use on AWS; only the
//! connection is replaced.

mod connector;
mod operations;

use aws_sdk_dynamodb::{
    Config,
    config::{BehaviorVersion, Builder, Region},
};

use aws_smithy_runtime_api::client::http::{
    HttpConnector, SharedHttpClient, SharedHttpConnector, http_client_fn,
};

pub use connector::Connector;
pub use operations::{answer, answered, operation};

/// An HTTP client for the SDK that makes all calls through one connector.
#[must_use]
pub fn client(connector: impl HttpConnector + 'static) -> SharedHttpClient {
    let connector = SharedHttpConnector::new(connector);
    http_client_fn(move |_, _| connector.clone())
}

/// A client's configuration without its HTTP client and its timeouts.
#[must_use]
pub fn config() -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        // The URL is never resolved: RFC 2606 reserves the name.
        .endpoint_url("http://database.invalid")
        // The database checks no signature, so none is made.
        .allow_no_auth()
}

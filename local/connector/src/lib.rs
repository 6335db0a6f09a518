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

use aws_smithy_runtime_api::client::http::{
    HttpConnector, SharedHttpClient, SharedHttpConnector, http_client_fn,
};

pub use connector::Connector;
pub use operations::{answer, answered, operation};

/// The SDK's HTTP client that makes all calls through one connector.
#[must_use]
pub fn client(connector: impl HttpConnector + 'static) -> SharedHttpClient {
    let connector = SharedHttpConnector::new(connector);
    http_client_fn(move |_, _| connector.clone())
}

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

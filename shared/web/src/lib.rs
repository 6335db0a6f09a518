//! The adapters for services other than AWS: the port [`HttpClient`](docket_platform::HttpClient),
//! and on top of it [`stripe`], the adapter of the port to the payment provider, and [`push`], the
//! adapter of the port to browsers' push services.
//!
//! The HTTP client and TLS are those of the AWS SDK, which are in the artifact anyway. Another
//! client would be a second one to patch, and to load in a cold start.

mod https_client;
pub mod push;
pub mod stripe;

pub use https_client::HttpsClient;

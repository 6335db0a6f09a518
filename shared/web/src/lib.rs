//! The adapter of the port [`HttpClient`](docket_platform::HttpClient): how
//! Docket reaches others than AWS's services, as the external issuer.
//!
//! It is the AWS SDK's own HTTP client and TLS, which are in the artifact
//! anyway; another one would be a second thing to patch and to load at a cold
//! start.

mod https_client;

pub use https_client::HttpsClient;

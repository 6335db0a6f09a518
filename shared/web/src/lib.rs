//! How Docket reaches others than AWS's services: the adapter of the port
//! [`HttpClient`](docket_platform::HttpClient), and upon it [`stripe`], the
//! adapter of the port to a payment provider, and [`push`], that of the port to
//! the push services of browsers.
//!
//! It is the AWS SDK's own HTTP client and TLS, which are in the artifact
//! anyway; another one would be a second thing to patch and to load at a cold
//! start.

mod https_client;
pub mod push;
pub mod stripe;

pub use https_client::HttpsClient;

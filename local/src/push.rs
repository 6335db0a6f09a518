//! A stand-in for the push services of browsers (RFC 8030), at `/_local/push/{id}`: every name is
//! a subscription until it is ended. It checks what a browser's service checks, and keeps the last
//! messages, which only the holder of the subscription's keys can read.

mod at_home;
mod request;
mod routes;
mod service;
mod token;

pub use at_home::AtHome;
pub use routes::router;
pub use service::PushStandIn;

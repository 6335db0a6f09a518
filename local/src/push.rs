//! A stand-in for the push services of browsers (RFC 8030) at `/_local/push/{id}`. Every id is a
//! valid subscription until it is ended. The stand-in makes the checks of a browser's service, and
//! keeps the recent messages, which only the holder of the subscription's keys can decrypt.

mod local_push;
mod request;
mod routes;
mod service;
mod token;

pub use local_push::LocalPush;
pub use routes::router;
pub use service::PushStandIn;

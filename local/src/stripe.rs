//! A stand-in for the payment provider, at `/_local/stripe`: its API as far as Docket and the provider's official
//! libraries need it, over HTTP, on the movable clock, kept in the data folder.
//!
//! It reproduces the difficult behaviour of the real provider: it repeats stored errors under their idempotency keys,
//! lets holds expire, lets refunds fail after they succeeded, and sends webhooks late, twice and out of order when a
//! fault is ordered (`faults`). It keeps books of its own (`balance`), against which Docket's can be checked.
//!
//! A request comes in through `http` to `service`, which asks `caller` who calls, `keys` whether it was answered before,
//! and `perform` to do it. What it changes is written by `store` before the answer, the `events` that follow from it
//! included; `webhooks` delivers them. `pay` is the page on which a payer pays.
//!
//! It knows nothing of Docket. That is why its tables of currencies and statuses are its own.

mod balance;
mod caller;
mod charges;
mod courier;
mod disputes;
mod due;
mod error;
mod events;
mod fault;
mod faults;
mod form;
mod hex;
mod http;
mod intents;
mod keys;
mod lists;
mod methods;
mod money;
mod objects;
mod operations;
mod pay;
mod paying;
mod perform;
mod refunds;
mod render;
mod service;
mod signature;
mod store;
mod tools;
mod webhooks;

pub use courier::HttpCourier;
pub use hex::hex;
pub use http::router;
pub use service::StandIn;

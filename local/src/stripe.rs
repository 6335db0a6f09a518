//! A stand-in for the payment provider, at `/_local/stripe`: its API as far as Docket and the provider's official
//! libraries need it, over HTTP, on the movable clock, kept in the data folder.
//!
//! It reproduces the difficult behaviour of the real provider: it repeats stored errors under their idempotency keys,
//! lets holds expire, lets refunds fail after they succeeded, and sends webhooks late, twice and out of order when a
//! fault is ordered (`faults`). It keeps books of its own (`balance`), against which Docket's can be checked.
//!
//! A request arrives in `http` and is processed by `service`: `caller` identifies the caller,
//! `keys` finds a stored answer of its idempotency key, and `perform` executes the operation.
//! `store` writes all changes, with the `events` that follow from them, before the answer;
//! `webhooks` delivers the events. `pay` is the page on which a payer pays.
//!
//! It is independent of Docket, so it has its own tables of currencies and statuses.

mod balance;
mod caller;
mod charges;
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
mod webhook_sender;
mod webhooks;

pub use hex::hex;
pub use http::router;
pub use service::StandIn;
pub use webhook_sender::HttpWebhookSender;

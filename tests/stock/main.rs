//! Never oversold, never lost: stock under load, and repeated requests.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod adjusting;
mod books;
mod buckets;
mod cancelling;
mod carts;
mod catalogue;
mod crowd;
mod placing;
mod refusals;
mod repeats;
mod rush;

//! Members and sellers: who adds and changes them, how they sign in, and how
//! fast they are out.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod addresses;
mod cutting_off;
mod inviting;
mod listing;
mod members;
mod races;
mod sellers;
mod world;

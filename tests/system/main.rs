//! Tests of the whole system: faults, races, load, the cost of requests, and functions that are not
//! called over HTTP.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(clippy::float_cmp, reason = "capacity units are halves, which are exact")]

mod books;
mod costs;
mod demo;
mod faults;
mod keys;
mod limits;
mod notices;
mod pages;
mod payments;
mod process;
mod push;
mod races;
mod sequences;
mod stand_in;
mod statistics;
mod storms;
mod trust;
mod wire;

//! Reading orders: lists with their filters and pages, the views of one order,
//! and changing a product.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod costs;
mod cursors;
mod days;
#[path = "../protocols/faults.rs"]
#[expect(dead_code, reason = "shared with the tests of the protocols")]
mod faults;
mod filters;
mod hall;
mod members;
mod moving;
mod products;
mod search;
mod tables;
mod views;

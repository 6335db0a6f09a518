//! Orders with a long history: what leaves the order is kept, and missed by
//! nobody.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../protocols/faults.rs"]
#[expect(dead_code, reason = "shared with the tests of the protocols")]
mod faults;
mod keeping;
mod losing;
mod world;

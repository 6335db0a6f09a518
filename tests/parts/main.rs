//! Orders that belong together: placed in one checkout, split, and merged.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod callers;
mod checkouts;
mod confirming;
mod costs;
#[path = "../protocols/faults.rs"]
#[expect(dead_code, reason = "shared with the tests of the protocols")]
mod faults;
mod line_ids;
mod merging;
mod races;
mod refusals;
mod repeats;
mod splitting;
mod world;

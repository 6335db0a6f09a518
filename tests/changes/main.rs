//! Changing orders: what they hold and say, many at once, and what that does
//! to stock.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(clippy::float_cmp, reason = "capacity units are halves, which are exact")]

mod alerts;
mod bulk;
mod costs;
mod erasing;
mod held;
mod money;
mod saying;
mod seeing;
mod short;
mod world;

//! Keys of counters, of the journal of counted changes, and of the progress of `reconcile`.

use docket_domain::{ProductId, SellerId};
use jiff::civil::Date;

/// The most parts of a counter and of the journal. Readers of different shards of the stream write
/// different parts, so that they seldom write one item at the same time.
pub const COUNTER_PARTS: u32 = 8;

/// The partition of the counters of a seller's orders, or of all orders when `seller` is `None`,
/// that were placed in a month. A seller's id is never empty.
pub fn counters(seller: Option<&SellerId>, month: Date) -> String {
    format!("{}#{:04}-{:02}", totals(seller), month.year(), month.month())
}

/// The partition of the counters of a seller's orders, or of all orders, of all months.
pub fn totals(seller: Option<&SellerId>) -> String {
    format!("K#{}", seller.map_or("", SellerId::as_str))
}

/// The sort key of a day's counters.
pub fn day(day: i8, part: u32) -> String {
    format!("D#{day:02}#{part}")
}

/// The sort key of the times that the orders of a day spent in one status.
pub fn times_in_status(day: i8, part: u32, status: &str) -> String {
    format!("T#{day:02}#{part}#{status}")
}

/// The sort key of a product's counters.
pub fn product_counters(product: &ProductId) -> String {
    format!("{PRODUCT_COUNTERS}{product}")
}

pub const PRODUCT_COUNTERS: &str = "P#";

/// The sort key of a part of the counters of all days.
pub fn total(part: u32) -> String {
    format!("{TOTAL}{part}")
}

pub const TOTAL: &str = "A#";

/// The sort key of how much of a product's stock the orders of all days have taken.
pub fn product_total(product: &ProductId) -> String {
    format!("X#{product}")
}

/// The partition of the last counted position in a shard of the stream.
pub fn place_in(shard: &str) -> String {
    format!("J#{shard}")
}

/// The partition of a day of one part of the journal of changes, which is sorted by time.
pub fn journal(part: u32, day: Date) -> String {
    format!("J#{part}#{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// The partition of the progress of `reconcile`.
pub const RECONCILE: &str = "J#";

/// The sort key of a day of a seller that is to be counted again.
pub fn recount(seller: &SellerId, day: Date) -> String {
    format!("{RECOUNT}{day}#{seller}")
}

pub const RECOUNT: &str = "Q#";

/// The sort key of a product whose stock did not add up when it was last checked.
pub fn suspect(product: &ProductId) -> String {
    format!("{SUSPECT}{product}")
}

const SUSPECT: &str = "U#";

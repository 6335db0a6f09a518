//! Keys of what is counted: figures, the journal of changes, and what `reconcile` looks at.

use docket_domain::{ProductId, SellerId};
use jiff::civil::Date;

/// How many parts a counter and the journal have at most: those who write one
/// at the same time read different shards of the stream.
pub const COUNTER_PARTS: u32 = 8;

/// What is counted of a seller's orders, or of all where there is none, in a
/// month of placing. No seller is empty.
pub fn counters(seller: Option<&SellerId>, month: Date) -> String {
    format!("{}#{:04}-{:02}", totals(seller), month.year(), month.month())
}

/// The same of all months.
pub fn totals(seller: Option<&SellerId>) -> String {
    format!("K#{}", seller.map_or("", SellerId::as_str))
}

/// A day's counters, beside those of its month.
pub fn day(day: i8, part: u32) -> String {
    format!("D#{day:02}#{part}")
}

/// How long the orders of a day were in one status.
pub fn stays(day: i8, part: u32, status: &str) -> String {
    format!("T#{day:02}#{part}#{status}")
}

/// Counters of a product, beside those of its month.
pub fn product_counters(product: &ProductId) -> String {
    format!("{PRODUCT_COUNTERS}{product}")
}

pub const PRODUCT_COUNTERS: &str = "P#";

/// Counters of all days, by their part.
pub fn total(part: u32) -> String {
    format!("{TOTAL}{part}")
}

pub const TOTAL: &str = "A#";

/// What was taken of a product's stock by orders of all days.
pub fn product_total(product: &ProductId) -> String {
    format!("X#{product}")
}

/// What is next in a shard of the stream.
pub fn place_in(shard: &str) -> String {
    format!("J#{shard}")
}

/// A day of one part of the journal of changes, sorted by their time.
pub fn journal(part: u32, day: Date) -> String {
    format!("J#{part}#{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// What `reconcile` has before it and behind it.
pub const RECONCILE: &str = "J#";

/// A day of a seller that is to be counted again.
pub fn recount(seller: &SellerId, day: Date) -> String {
    format!("{RECOUNT}{day}#{seller}")
}

pub const RECOUNT: &str = "Q#";

/// A product whose stock does not add up, so far.
pub fn suspect(product: &ProductId) -> String {
    format!("{SUSPECT}{product}")
}

const SUSPECT: &str = "U#";

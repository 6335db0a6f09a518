//! Counters of orders: kept from the stream, read by statistics and reports.
//!
//! They are items of their own without an index key, in partitions by seller
//! and month, so that a report reads its days and nothing else.

mod counting;
mod names;
mod reading;

use docket_domain::Cell;

pub use counting::Step;
pub use reading::{ProductRow, ProductRows};

pub(crate) use counting::{Additions, hash};
pub(crate) use names::{name, named};

/// A cell as one text.
pub(crate) fn cell_name(cell: &Cell) -> String {
    format!("{}#{}", cell.day, cell.seller)
}

/// The cell of such a text.
pub(crate) fn cell_named(name: &str) -> Option<Cell> {
    let (day, seller) = name.split_once('#')?;
    Some(Cell { seller: seller.parse().ok()?, day: day.parse().ok()? })
}

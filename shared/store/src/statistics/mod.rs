//! Counters of orders. The stream reader writes them; statistics and reports read them.
//!
//! Counters are separate items without an index key, in partitions by seller and month, so that a
//! report reads only the days it needs.

mod counting;
mod names;
mod reading;

use docket_domain::Cell;

pub use counting::Step;
pub use reading::{ProductRow, ProductRows};

pub(crate) use counting::{Additions, hash};
pub(crate) use names::{name, named};

/// A cell as text: its day and its seller.
pub(crate) fn cell_name(cell: &Cell) -> String {
    format!("{}#{}", cell.day, cell.seller)
}

/// The cell that [`cell_name`] wrote.
pub(crate) fn cell_named(name: &str) -> Option<Cell> {
    let (day, seller) = name.split_once('#')?;
    Some(Cell { seller: seller.parse().ok()?, day: day.parse().ok()? })
}

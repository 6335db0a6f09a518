use docket_domain::{Entry, Order};
use serde::{Deserialize, Serialize};

use super::{
    Malformed,
    entry::{EntryRecord, entry, entry_records},
    record,
};
use crate::{
    Item, StoreError,
    table::{keys, text},
};

/// Older lines of an order's history, in the order's partition.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct HistoryRecord {
    /// The lines.
    pub(super) tl: Vec<EntryRecord>,
}

impl HistoryRecord {
    pub(crate) fn new(entries: &[Entry], order: &Order) -> Self {
        Self { tl: entry_records(entries, order) }
    }
}

/// The lines of a history item of `order`.
pub(crate) fn read_history(item: Item, order: &Order) -> Result<Vec<Entry>, StoreError> {
    let key = text(&item, keys::PK).unwrap_or("without a key").to_owned();
    let corrupt = |Malformed(problem)| StoreError::Corrupt { key: key.clone(), problem };
    let record: HistoryRecord = record(item).map_err(corrupt)?;
    let line = |line| entry(line, order.lifecycle, order.customer.key.as_str());
    let lines = record.tl.into_iter().map(line).collect::<Result<_, _>>();
    lines.map_err(corrupt)
}

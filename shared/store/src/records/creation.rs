use serde::{Deserialize, Serialize};

use super::Bytes;

/// The receipt of a request that created an item with a chosen id, by which a repeated request is
/// recognized.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CreationReceiptRecord {
    pub(crate) pk: String,
    pub(crate) sk: String,
    /// The id of the created item.
    pub(crate) id: String,
    pub(crate) ih: Bytes<16>,
    pub(crate) rh: Bytes<16>,
    pub(crate) ttl: i64,
}

use serde::{Deserialize, Serialize};

use super::Bytes;

/// What is kept of a request that added something whose id it chose, so that
/// the request itself is found again.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CreationReceiptRecord {
    pub(crate) pk: String,
    pub(crate) sk: String,
    /// What it added.
    pub(crate) id: String,
    pub(crate) ih: Bytes<16>,
    pub(crate) rh: Bytes<16>,
    pub(crate) ttl: i64,
}

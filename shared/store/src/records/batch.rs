use docket_domain::{Batch, BatchDriver, BatchStatus, Names};
use serde::{Deserialize, Serialize};

use super::{
    Bytes, Malformed, RequestMark, maybe_line, maybe_text, one_line, parse, texts, time, times,
};
use crate::table::keys;

/// A batch with the mark of the request that created it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBatch {
    /// The batch.
    pub batch: Batch,
    /// The mark of that request.
    pub mark: RequestMark,
}

/// A batch's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BatchRecord {
    pk: String,
    sk: String,
    /// Sort key of the indexes by time.
    k: String,
    /// Partition of the seller index, and, with a driver, of the customer
    /// index.
    gs: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    gc: Option<String>,
    /// Partition of the index `all`. Batches from before this list existed have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    ga: Option<String>,
    /// Version.
    v: u32,
    /// Number, seller, zone.
    no: String,
    se: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    zo: Option<String>,
    /// The driver and their name.
    #[serde(skip_serializing_if = "Option::is_none")]
    dv: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dn: Option<String>,
    /// Status.
    st: String,
    /// The orders, in the sequence of delivery.
    or: Vec<String>,
    /// Times of creation, pickup, completion and the last change.
    at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pu: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    co: Option<i64>,
    up: i64,
    /// Names of its seller and its zone; the promised time of its last order.
    #[serde(skip_serializing_if = "Option::is_none")]
    sl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ed: Option<i64>,
    /// The reason of its cancellation.
    #[serde(skip_serializing_if = "Option::is_none")]
    re: Option<String>,
    /// The name of the last change.
    ci: String,
    /// The request that created it: hash of caller and key, hash of body.
    ih: Bytes<16>,
    rh: Bytes<16>,
}

impl BatchRecord {
    pub(crate) fn new(stored: &StoredBatch) -> Self {
        let StoredBatch { batch, mark } = stored;
        let driver = batch.driver.as_ref();
        Self {
            pk: keys::batch(&batch.id),
            sk: keys::BATCH.to_owned(),
            k: keys::by_time(batch.created_at, batch.id.as_str()),
            gs: keys::batches_of(&batch.seller),
            gc: driver.map(|driver| keys::batches_by(&driver.id)),
            ga: Some(keys::ALL_BATCHES.to_owned()),
            v: batch.version,
            no: batch.number.clone(),
            se: batch.seller.to_string(),
            zo: texts(batch.zone.as_ref()),
            dv: driver.map(|driver| driver.id.to_string()),
            dn: driver.map(|driver| driver.name.to_string()),
            st: batch.status.name().to_owned(),
            or: batch.orders.iter().map(ToString::to_string).collect(),
            at: batch.created_at.as_millisecond(),
            pu: batch.picked_up_at.map(jiff::Timestamp::as_millisecond),
            co: batch.completed_at.map(jiff::Timestamp::as_millisecond),
            up: batch.changed_at.as_millisecond(),
            sl: texts(batch.names.seller.as_ref()),
            zl: texts(batch.names.zone.as_ref()),
            ed: batch.estimate.map(jiff::Timestamp::as_millisecond),
            re: texts(batch.reason.as_ref()),
            ci: batch.change.to_string(),
            ih: Bytes(mark.caller),
            rh: Bytes(mark.body),
        }
    }
}

impl TryFrom<BatchRecord> for StoredBatch {
    type Error = Malformed;

    fn try_from(record: BatchRecord) -> Result<Self, Malformed> {
        let driver = match (record.dv.as_deref(), record.dn.as_deref()) {
            (Some(id), Some(name)) => {
                Some(BatchDriver { id: parse("dv", id)?, name: one_line("dn", name)? })
            }
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => {
                return Err(Malformed::new("dn", "a driver has an id and a name"));
            }
        };
        let status = BatchStatus::from_name(&record.st)
            .ok_or_else(|| Malformed::new("st", "not a status of a batch"))?;
        let batch = Batch {
            id: parse("pk", record.pk.strip_prefix("B#").unwrap_or_default())?,
            number: record.no,
            seller: parse("se", &record.se)?,
            zone: maybe_line("zo", record.zo.as_deref())?,
            driver,
            status,
            orders: record.or.iter().map(|id| parse("or", id)).collect::<Result<_, _>>()?,
            created_at: time("at", record.at)?,
            picked_up_at: times("pu", record.pu)?,
            completed_at: times("co", record.co)?,
            names: Names {
                seller: maybe_line("sl", record.sl.as_deref())?,
                zone: maybe_line("zl", record.zl.as_deref())?,
            },
            estimate: times("ed", record.ed)?,
            reason: maybe_text("re", record.re.as_deref())?,
            version: record.v,
            changed_at: time("up", record.up)?,
            change: parse("ci", &record.ci)?,
        };
        Ok(Self { batch, mark: RequestMark { caller: record.ih.0, body: record.rh.0 } })
    }
}

impl TryFrom<BatchRecord> for Batch {
    type Error = Malformed;

    fn try_from(record: BatchRecord) -> Result<Self, Malformed> {
        StoredBatch::try_from(record).map(|stored| stored.batch)
    }
}

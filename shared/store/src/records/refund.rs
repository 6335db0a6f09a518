//! A refund's item, in the partition of its order.

use docket_domain::payments::{Refund, RefundData, RefundState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Malformed, amount,
    entry::{linked, short_id},
    is_zero, maybe, maybe_line, maybe_text, one_line, texts, time, times,
};
use crate::table::keys;

/// A refund's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RefundRecord {
    pk: String,
    sk: String,
    /// Partition and sort key of the deadline index.
    #[serde(skip_serializing_if = "Option::is_none")]
    gd: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dk: Option<String>,
    /// Version.
    v: u32,
    /// Order, payment, amount, reason.
    or: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    py: Option<String>,
    am: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    re: Option<String>,
    /// State, and why it failed.
    st: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fa: Option<String>,
    /// Generation, first use of its key, tries.
    gn: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    fu: Option<i64>,
    #[serde(default, skip_serializing_if = "is_zero")]
    tr: u32,
    /// The provider's id; the reference of a person who settled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    ap: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rn: Option<String>,
    /// Times of the request, of the last change and of the next processing.
    rq: i64,
    ch: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nx: Option<i64>,
}

/// The state of a refund that is being processed, which cannot be withdrawn any more.
pub(crate) const PROCESSING: &str = "p";
/// The state of a refund that was withdrawn.
pub(crate) const WITHDRAWN: &str = "w";

impl RefundRecord {
    pub(crate) fn new(refund: &Refund) -> Self {
        let suffix = refund.order.suffix();
        let next = refund.next_check;
        let part = suffix.shard(keys::DEADLINE_SHARDS);
        let (st, fa) = match &refund.state {
            RefundState::Requested => ("r", None),
            RefundState::Processing => (PROCESSING, None),
            RefundState::Settled => ("s", None),
            RefundState::Failed(reason) => ("f", Some(reason.to_string())),
            RefundState::Withdrawn => (WITHDRAWN, None),
        };
        Self {
            pk: keys::order(suffix),
            sk: keys::refund(&refund.id),
            gd: next.map(|_| keys::deadlines(keys::Due::Refund, part)),
            dk: next.map(|at| keys::by_time(at, &format!("{}#{}", suffix.as_str(), refund.id))),
            v: refund.version,
            or: short_id(refund.order),
            py: texts(refund.payment.as_ref()),
            am: refund.amount.minor(),
            re: texts(refund.reason.as_ref()),
            st: st.to_owned(),
            fa,
            gn: refund.generation,
            fu: refund.first_used.map(Timestamp::as_millisecond),
            tr: refund.tries,
            ap: texts(refund.at_provider.as_ref()),
            rn: texts(refund.reference.as_ref()),
            rq: refund.requested_at.as_millisecond(),
            ch: refund.changed_at.as_millisecond(),
            nx: next.map(Timestamp::as_millisecond),
        }
    }
}

impl TryFrom<RefundRecord> for Refund {
    type Error = Malformed;

    fn try_from(record: RefundRecord) -> Result<Self, Malformed> {
        let id = keys::refund_id(&record.sk);
        Ok(Self::restore(RefundData {
            order: linked(&record.or)?,
            id: id.ok_or_else(|| Malformed::new("sk", "not a refund's"))?,
            version: record.v,
            payment: maybe("py", record.py.as_deref())?,
            amount: amount("am", record.am)?,
            reason: maybe_text("re", record.re.as_deref())?,
            state: match (record.st.as_str(), record.fa.as_deref()) {
                ("r", _) => RefundState::Requested,
                (PROCESSING, _) => RefundState::Processing,
                ("s", _) => RefundState::Settled,
                ("f", reason) => RefundState::Failed(one_line("fa", reason.unwrap_or("unknown"))?),
                (WITHDRAWN, _) => RefundState::Withdrawn,
                (_, _) => return Err(Malformed::new("st", "unknown state")),
            },
            generation: record.gn,
            first_used: times("fu", record.fu)?,
            tries: record.tr,
            at_provider: maybe_line("ap", record.ap.as_deref())?,
            reference: maybe_line("rn", record.rn.as_deref())?,
            requested_at: time("rq", record.rq)?,
            changed_at: time("ch", record.ch)?,
            next_check: times("nx", record.nx)?,
        }))
    }
}

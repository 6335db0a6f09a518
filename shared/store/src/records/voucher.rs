use docket_domain::{Voucher, VoucherId, Worth};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Bytes, Malformed, RequestMark, amount, parse, times};
use crate::keys;

/// A voucher with what its item remembers of the request that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVoucher {
    /// The voucher.
    pub voucher: Voucher,
    /// The request that made it.
    pub mark: RequestMark,
}

/// A voucher's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct VoucherRecord {
    pk: String,
    sk: String,
    /// The seller's vouchers, by code.
    gs: String,
    k: String,
    v: u32,
    /// Percent; or amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pt: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    am: Option<u64>,
    /// Least subtotal, most uses, uses, most uses of one customer.
    ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    mx: Option<u32>,
    us: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pp: Option<u32>,
    /// Begin and end.
    #[serde(skip_serializing_if = "Option::is_none")]
    vf: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vu: Option<i64>,
    ih: Bytes<16>,
    rh: Bytes<16>,
}

impl VoucherRecord {
    pub(crate) fn new(stored: &StoredVoucher) -> Self {
        let StoredVoucher { voucher, mark } = stored;
        let (percent, amount) = match voucher.worth {
            Worth::Percent(percent) => (Some(percent), None),
            Worth::Amount(amount) => (None, Some(amount.minor())),
        };
        Self {
            pk: keys::voucher(&voucher.id),
            sk: keys::VOUCHER.to_owned(),
            gs: keys::vouchers_of(&voucher.id.seller),
            k: voucher.id.code.to_string(),
            v: voucher.version,
            pt: percent,
            am: amount,
            ms: voucher.min_subtotal.minor(),
            mx: voucher.max_uses,
            us: voucher.used,
            pp: voucher.per_customer,
            vf: voucher.valid_from.map(Timestamp::as_millisecond),
            vu: voucher.valid_until.map(Timestamp::as_millisecond),
            ih: Bytes(mark.caller),
            rh: Bytes(mark.body),
        }
    }
}

impl TryFrom<VoucherRecord> for StoredVoucher {
    type Error = Malformed;

    fn try_from(record: VoucherRecord) -> Result<Self, Malformed> {
        let id: VoucherId = parse("pk", record.pk.strip_prefix("V#").unwrap_or_default())?;
        let worth = match (record.pt, record.am) {
            (Some(percent), None) => Worth::Percent(percent),
            (None, Some(minor)) => Worth::Amount(amount("am", minor)?),
            (_, _) => return Err(Malformed::new("pt", "neither a percentage nor an amount")),
        };
        let voucher = Voucher {
            id,
            worth,
            min_subtotal: amount("ms", record.ms)?,
            max_uses: record.mx,
            used: record.us,
            per_customer: record.pp,
            valid_from: times("vf", record.vf)?,
            valid_until: times("vu", record.vu)?,
            version: record.v,
        };
        Ok(Self { voucher, mark: RequestMark { caller: record.ih.0, body: record.rh.0 } })
    }
}

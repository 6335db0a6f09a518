use std::num::NonZeroU32;

use docket_domain::{Uses, Voucher, VoucherId, Worth};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Malformed, amount, parse, times};
use crate::table::keys;

/// A voucher's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct VoucherRecord {
    pk: String,
    sk: String,
    /// Index partition of the seller's vouchers, sorted by code.
    gs: String,
    k: String,
    v: u32,
    /// Percent; or amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pt: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    am: Option<u64>,
    /// Minimal subtotal, maximal uses (0 if it was ended), uses, maximal uses per customer.
    ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mx: Option<u32>,
    us: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pp: Option<u32>,
    /// Begin and end.
    #[serde(skip_serializing_if = "Option::is_none")]
    vf: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vu: Option<i64>,
}

impl VoucherRecord {
    pub(crate) fn new(voucher: &Voucher) -> Self {
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
            mx: voucher.uses.most(),
            us: voucher.used,
            pp: voucher.per_customer.map(NonZeroU32::get),
            vf: voucher.valid_from.map(Timestamp::as_millisecond),
            vu: voucher.valid_until.map(Timestamp::as_millisecond),
        }
    }
}

impl TryFrom<VoucherRecord> for Voucher {
    type Error = Malformed;

    fn try_from(record: VoucherRecord) -> Result<Self, Malformed> {
        let id: VoucherId = parse("pk", record.pk.strip_prefix("V#").unwrap_or_default())?;
        let worth = match (record.pt, record.am) {
            (Some(percent), None) => Worth::Percent(percent),
            (None, Some(minor)) => Worth::Amount(amount("am", minor)?),
            (_, _) => return Err(Malformed::new("pt", "neither a percentage nor an amount")),
        };
        Ok(Self {
            id,
            worth,
            min_subtotal: amount("ms", record.ms)?,
            uses: match record.mx {
                None => Uses::Unlimited,
                Some(most) => NonZeroU32::new(most).map_or(Uses::Ended, Uses::AtMost),
            },
            used: record.us,
            per_customer: record.pp.and_then(NonZeroU32::new),
            valid_from: times("vf", record.vf)?,
            valid_until: times("vu", record.vu)?,
            version: record.v,
        })
    }
}

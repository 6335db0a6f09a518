use docket_domain::{ChargeRules, Lifecycle, Seller};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{Malformed, amount, parse};
use crate::keys;

/// A seller's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SellerRecord {
    pk: String,
    sk: String,
    /// Name, lifecycle of new orders, currency, time zone.
    nm: String,
    lc: String,
    cy: String,
    tz: String,
    /// Delivery fee, packaging fee, tax in basis points.
    ch: (u64, u64, u32),
    /// Cancel window in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    cw: Option<i64>,
    /// Whether guests must verify before ordering.
    vf: bool,
}

impl SellerRecord {
    pub(crate) fn new(seller: &Seller) -> Self {
        let ChargeRules { delivery_fee, packaging_fee, tax_basis_points } = seller.charges;
        Self {
            pk: keys::seller(&seller.id),
            sk: keys::SELLER.to_owned(),
            nm: seller.name.to_string(),
            lc: seller.lifecycle.name.to_owned(),
            cy: seller.currency.code().to_owned(),
            tz: seller.timezone.to_string(),
            ch: (delivery_fee.minor(), packaging_fee.minor(), tax_basis_points),
            cw: seller.cancel_window.map(|window| window.as_mins()),
            vf: seller.verify_first,
        }
    }
}

impl TryFrom<SellerRecord> for Seller {
    type Error = Malformed;

    fn try_from(record: SellerRecord) -> Result<Self, Malformed> {
        let (delivery_fee, packaging_fee, tax_basis_points) = record.ch;
        Ok(Self {
            id: parse("pk", record.pk.strip_prefix("R#").unwrap_or_default())?,
            name: parse("nm", &record.nm)?,
            lifecycle: Lifecycle::newest(&record.lc)
                .ok_or_else(|| Malformed::new("lc", "not a known lifecycle"))?,
            currency: parse("cy", &record.cy)?,
            timezone: parse("tz", &record.tz)?,
            charges: ChargeRules {
                delivery_fee: amount("ch", delivery_fee)?,
                packaging_fee: amount("ch", packaging_fee)?,
                tax_basis_points,
            },
            cancel_window: record.cw.map(SignedDuration::from_mins),
            verify_first: record.vf,
        })
    }
}

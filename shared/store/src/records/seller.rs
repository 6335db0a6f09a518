use docket_domain::{
    CaptureTime, ChargeRules, FeePoints, Lifecycle, Minutes, Seller, SellerPayments, Share,
    TimeZoneName, Zone,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    Malformed, amount, currency, is_zero, maybe, maybe_line, minutes, one_line, parse, share,
    storefront::{StorefrontRecord, storefront, storefront_record},
    terms::{TermsRecord, terms, terms_record},
    texts, times,
};
use crate::table::keys;

/// A seller's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SellerRecord {
    pk: String,
    sk: String,
    /// Index partition of all sellers, sorted by id.
    gs: String,
    k: String,
    v: u32,
    /// Name, lifecycle of new orders, currency, time zone.
    nm: String,
    lc: String,
    cy: String,
    tz: String,
    /// Since when it has its time zone, if it had another one before.
    #[serde(skip_serializing_if = "Option::is_none")]
    ts: Option<i64>,
    /// Language.
    #[serde(skip_serializing_if = "Option::is_none")]
    lg: Option<String>,
    /// Zones: id and name. It is not named `zo`, which is an attribute of orders in the seller
    /// index.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    zs: Vec<(String, String)>,
    /// Delivery fee, packaging fee, tax in basis points.
    ch: (u64, u64, u32),
    /// Cancel window and cut-off of vouchers, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    cw: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vc: Option<i64>,
    /// Minutes of preparation and delivery of an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pm: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dm: Option<u32>,
    /// Whether guests must verify before ordering.
    vf: bool,
    /// Whether no notices are sent.
    #[serde(default, skip_serializing_if = "is_zero")]
    no: bool,
    /// The maximal share of a stock that unverified orders hold, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    hs: Option<u32>,
    /// Targets for accepting orders and for their time in each status.
    #[serde(skip_serializing_if = "Option::is_none")]
    te: Option<TermsRecord>,
    /// The storefront.
    #[serde(skip_serializing_if = "Option::is_none")]
    sf: Option<StorefrontRecord>,
    /// When payments are captured, and to which account.
    #[serde(skip_serializing_if = "Option::is_none")]
    cp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ac: Option<String>,
    /// The deployment's fee in basis points; whether orders must be paid first, and within how many
    /// minutes.
    #[serde(default, skip_serializing_if = "is_zero")]
    fe: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pq: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pw: Option<u32>,
}

impl SellerRecord {
    pub(crate) fn new(seller: &Seller) -> Self {
        let ChargeRules { delivery_fee, packaging_fee, tax_basis_points } = seller.charges;
        let zone = |zone: &Zone| (zone.id.to_string(), zone.name.to_string());
        Self {
            pk: keys::seller(&seller.id),
            sk: keys::SELLER.to_owned(),
            gs: keys::SELLERS.to_owned(),
            k: seller.id.to_string(),
            v: seller.version,
            nm: seller.name.to_string(),
            lc: seller.lifecycle.name.to_owned(),
            cy: seller.currency.code().to_owned(),
            tz: seller.timezone.to_string(),
            ts: seller.timezone_since.map(Timestamp::as_millisecond),
            lg: texts(seller.language.as_ref()),
            zs: seller.zones.iter().map(zone).collect(),
            ch: (delivery_fee.minor(), packaging_fee.minor(), tax_basis_points),
            cw: seller.cancel_window.map(|window| window.as_mins()),
            vc: seller.voucher_cutoff.map(|cutoff| cutoff.as_mins()),
            pm: seller.prep_time.map(Minutes::minutes),
            dm: seller.delivery_time.map(Minutes::minutes),
            vf: seller.verify_first,
            no: !seller.sends_messages,
            hs: seller.held_share.map(Share::percent),
            te: terms_record(&seller.terms),
            sf: storefront_record(&seller.storefront),
            cp: seller.payments.capture.map(|it| it.name().to_owned()),
            ac: texts(seller.payments.account.as_ref()),
            fe: seller.payments.fee.points(),
            pq: seller.payments.required,
            pw: (seller.payments.pay_within != SellerPayments::PAY_WITHIN)
                .then(|| seller.payments.pay_within.minutes()),
        }
    }
}

impl TryFrom<SellerRecord> for Seller {
    type Error = Malformed;

    fn try_from(record: SellerRecord) -> Result<Self, Malformed> {
        let (delivery_fee, packaging_fee, tax_basis_points) = record.ch;
        let zone = |(id, name): (String, String)| {
            Ok(Zone { id: parse("zs", &id)?, name: one_line("zs", &name)? })
        };
        let lifecycle = Lifecycle::newest(&record.lc)
            .ok_or_else(|| Malformed::new("lc", "not a known lifecycle"))?;
        Ok(Self {
            id: parse("pk", record.pk.strip_prefix("R#").unwrap_or_default())?,
            name: one_line("nm", &record.nm)?,
            lifecycle,
            currency: currency("cy", &record.cy)?,
            timezone: TimeZoneName::from_stored(&record.tz)
                .map_err(|error| Malformed::new("tz", error))?,
            timezone_since: times("ts", record.ts)?,
            language: maybe("lg", record.lg.as_deref())?,
            zones: record.zs.into_iter().map(zone).collect::<Result<_, Malformed>>()?,
            charges: ChargeRules {
                delivery_fee: amount("ch", delivery_fee)?,
                packaging_fee: amount("ch", packaging_fee)?,
                tax_basis_points,
            },
            cancel_window: record.cw.map(SignedDuration::from_mins),
            voucher_cutoff: record.vc.map(SignedDuration::from_mins),
            prep_time: minutes("pm", record.pm)?,
            delivery_time: minutes("dm", record.dm)?,
            verify_first: record.vf,
            sends_messages: !record.no,
            held_share: share("hs", record.hs)?,
            terms: terms(record.te, lifecycle)?,
            storefront: record.sf.map(storefront).transpose()?.unwrap_or_default(),
            payments: SellerPayments {
                capture: record.cp.as_deref().map(capture).transpose()?,
                account: maybe_line("ac", record.ac.as_deref())?,
                fee: FeePoints::new(record.fe).map_err(|error| Malformed::new("fe", error))?,
                required: record.pq,
                pay_within: minutes("pw", record.pw)?.unwrap_or(SellerPayments::PAY_WITHIN),
            },
            version: record.v,
        })
    }
}

fn capture(name: &str) -> Result<CaptureTime, Malformed> {
    let known = CaptureTime::ALL.into_iter().find(|it| it.name() == name);
    known.ok_or_else(|| Malformed::new("cp", "unknown time of capture"))
}

//! A voucher as its seller's staff see it.

use std::num::NonZeroU32;

use axum::Json;
use docket_domain::{Uses, Voucher, Worth};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// A voucher.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Voucher)]
#[schema(example = samples::voucher)]
pub struct VoucherView {
    /// `<sellerId>~<CODE>`.
    #[schema(value_type = words::VoucherId)]
    id: String,
    /// What buyers type in.
    #[schema(value_type = words::VoucherCode)]
    code: String,
    /// Whose it is.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// The share that it takes off, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Percent>)]
    percent: Option<u32>,
    /// Or the amount, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Amount>)]
    amount: Option<u64>,
    /// The least subtotal that it is good for.
    #[schema(value_type = words::Amount)]
    min_subtotal: u64,
    /// How often it can still be redeemed; without it, always.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Count>)]
    uses_left: Option<u32>,
    /// Whether its seller ended it: it is redeemed no more, whatever orders give
    /// back.
    ended: bool,
    /// How often it was redeemed and not restored.
    #[schema(value_type = words::Count)]
    used: u32,
    /// How often one customer may redeem it; without it, always.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::PositiveCount>)]
    per_customer: Option<u32>,
    /// From when it is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    valid_from: Option<Moment>,
    /// Until when it is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    valid_until: Option<Moment>,
    /// Rises with each change of its terms; the `ETag`.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// A voucher under its own name.
#[derive(Serialize, ToSchema)]
pub struct VoucherBody {
    /// The voucher.
    pub voucher: VoucherView,
}

impl From<&Voucher> for VoucherView {
    fn from(voucher: &Voucher) -> Self {
        let (percent, amount) = match voucher.worth {
            Worth::Percent(percent) => (Some(percent), None),
            Worth::Amount(amount) => (None, Some(amount.minor())),
        };
        Self {
            id: voucher.id.to_string(),
            code: voucher.id.code.to_string(),
            seller_id: voucher.id.seller.to_string(),
            percent,
            amount,
            min_subtotal: voucher.min_subtotal.minor(),
            uses_left: voucher.uses_left(),
            ended: voucher.uses == Uses::Ended,
            used: voucher.used,
            per_customer: voucher.per_customer.map(NonZeroU32::get),
            valid_from: voucher.valid_from.map(Into::into),
            valid_until: voucher.valid_until.map(Into::into),
            version: voucher.version,
        }
    }
}

/// A voucher under its own name.
pub fn body(voucher: &Voucher) -> Json<VoucherBody> {
    Json(VoucherBody { voucher: voucher.into() })
}

//! JSON representation of a voucher, for those who manage its seller.

use std::num::NonZeroU32;

use axum::Json;
use docket_domain::{Uses, Voucher, Worth};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// A discount code of one seller, with its terms and its uses.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Voucher)]
#[schema(example = samples::voucher)]
pub struct VoucherView {
    /// Identifier used in request paths: `<sellerId>~<CODE>`.
    #[schema(value_type = words::VoucherId)]
    id: String,
    /// Code that buyers enter, in capital letters. Orders accept it in either case.
    #[schema(value_type = words::VoucherCode)]
    code: String,
    /// Identifier of the seller whose orders the voucher discounts.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Discount in percent of the subtotal, 1 to 100, rounded half up. Absent when `amount` is
    /// given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Percent>)]
    percent: Option<u32>,
    /// Fixed discount in minor units of the seller's currency, at most the subtotal. Absent when
    /// `percent` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Amount>)]
    amount: Option<u64>,
    /// Lowest subtotal of an order that may redeem the voucher, in minor units of the seller's
    /// currency. Zero when there is no minimum.
    #[schema(value_type = words::Amount)]
    min_subtotal: u64,
    /// Number of times that the voucher can still be redeemed. Absent when its uses are not
    /// limited, 0 when it is used up or ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Count>)]
    uses_left: Option<u32>,
    /// Whether the seller ended the voucher by setting `usesLeft` to 0. An ended voucher cannot be
    /// redeemed, even after an order gives a use back.
    ended: bool,
    /// Number of uses on record: redeemed by an order and not restored by its cancellation.
    #[schema(value_type = words::Count)]
    used: u32,
    /// Number of times that one customer may redeem the voucher. Absent when that is not limited.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::PositiveCount>)]
    per_customer: Option<u32>,
    /// Time from which the voucher can be redeemed, UTC. Absent when it has no start.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    valid_from: Option<Moment>,
    /// Time from which the voucher can no longer be redeemed, UTC. Absent when it has no end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    valid_until: Option<Moment>,
    /// Version of the terms, which is also the `ETag`. It rises with each change of the terms;
    /// redeeming leaves it as it is.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// A voucher, as the answer of one request.
#[derive(Serialize, ToSchema)]
pub struct VoucherBody {
    /// The voucher after the request, with its present uses.
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

/// The answer of a request about one voucher.
pub fn body(voucher: &Voucher) -> Json<VoucherBody> {
    Json(VoucherBody { voucher: voucher.into() })
}

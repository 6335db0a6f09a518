use axum::{extract::State, response::Response};
use docket_app::{Faults, Granted, SharedApp, vouchers};
use docket_domain::{Amount, Edit, VoucherChange, VoucherId};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    read,
    view::{self, VoucherBody},
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, Moment, edit, tag},
    openapi::{samples, words},
};

/// Body that changes the terms of a voucher. Absent fields keep their value; `null` removes a
/// limit. Code and discount cannot be changed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::update_voucher)]
pub struct UpdateVoucher {
    /// New lowest subtotal of an order that may redeem the voucher, in minor units of the seller's
    /// currency. `null` removes the minimum.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Amount>)]
    min_subtotal: Edit<i64>,
    /// Number of times that the voucher may be redeemed from now on. 0 ends it, even if orders give
    /// uses back later; `null` removes the limit.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Count>)]
    uses_left: Edit<u32>,
    /// Number of times that one customer may redeem the voucher, at least 1. Earlier uses count.
    /// `null` removes the limit.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::PositiveCount>)]
    per_customer: Edit<u32>,
    /// New time from which the voucher can be redeemed. `null` removes the start.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::MomentInput>)]
    valid_from: Edit<Moment>,
    /// New time from which the voucher can no longer be redeemed; later than `validFrom`. `null`
    /// removes the end.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::MomentInput>)]
    valid_until: Edit<Moment>,
}

/// Change a voucher.
///
/// Changes the terms of a voucher and returns it. The seller's own staff and administrators may
/// call it. Orders that redeemed the voucher keep their discount.
///
/// Errors:
/// - 400 `invalid_request`: a field is malformed or out of range, or `validUntil` would not be
///   after `validFrom`.
/// - 404 `not_found`: the voucher does not exist, or the caller does not manage its seller.
/// - 409 `conflict`: other requests kept changing the voucher at the same time. Send the request
///   again.
/// - 412 `precondition_failed`: the terms have another version than `If-Match` names.
///
/// A change that changes nothing leaves the version as it is, so repeating a request is safe.
/// `usesLeft` is the exception: it counts from the moment of each request.
#[utoipa::path(
    patch, path = "/api/vouchers/{id}", tag = "Vouchers", security(("bearer" = [])),
    request_body = UpdateVoucher,
    params(
        ("id" = inline(words::VoucherId), Path, description = "Identifier of the voucher, \
            `<sellerId>~<CODE>`. Upper and lower case of the code are equal."),
        ("If-Match" = Option<String>, Header, description = "`ETag` of the voucher that the change \
            is based on. If its terms have another version by now, the request is refused with 412 \
            `precondition_failed`. Without the header, the latest version is changed."),
    ),
    responses((status = OK, body = VoucherBody), (status = CONFLICT)),
)]
pub async fn update_voucher(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<VoucherId>,
    body: Body<UpdateVoucher>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let found = vouchers::managed_voucher(&app, &id, actor).await?;
    let change = body.read(&Granted::to_all(), |request, faults| Some(request.change(faults)));
    let change = change?.value;
    let expected = conditions.expected();
    let update = vouchers::UpdateVoucher { actor, found, expected, change: &change };
    let voucher = vouchers::update_voucher(&app, update).await?;
    Ok(tag(voucher.version, view::body(&voucher)))
}

impl UpdateVoucher {
    /// The requested change. Values that cannot be read are added to `faults`.
    fn change(self, faults: &mut Faults) -> VoucherChange {
        VoucherChange {
            min_subtotal: faults.edit_with("/minSubtotal", self.min_subtotal, Amount::new),
            uses_left: self.uses_left,
            per_customer: faults.edit_with("/perCustomer", self.per_customer, read::positive),
            valid_from: self.valid_from.map(Timestamp::from),
            valid_until: self.valid_until.map(Timestamp::from),
        }
    }
}

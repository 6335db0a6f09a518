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

/// Other terms of a voucher. What is not given stays; `null` takes a limit
/// away.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::update_voucher)]
pub struct UpdateVoucher {
    /// The least subtotal that it is good for, in minor units; `null` for none.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Amount>)]
    min_subtotal: Edit<i64>,
    /// How often it may be redeemed from now on; 0 ends it, whatever is
    /// restored later; `null` for always.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Count>)]
    uses_left: Edit<u32>,
    /// How often one customer may redeem it; `null` for always.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::PositiveCount>)]
    per_customer: Edit<u32>,
    /// From when it is good; `null` for at once.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::MomentInput>)]
    valid_from: Edit<Moment>,
    /// Until when it is good; `null` for always.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::MomentInput>)]
    valid_until: Edit<Moment>,
}

/// Change a voucher.
///
/// Changes a voucher's terms. Orders that redeemed it keep what they got. Terms
/// that are the same already change nothing, and the version stays.
#[utoipa::path(
    patch, path = "/api/vouchers/{id}", tag = "Vouchers", security(("bearer" = [])),
    request_body = UpdateVoucher,
    params(
        ("id" = inline(words::VoucherId), Path, description = "The voucher: `<sellerId>~<CODE>`."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
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
    /// The change that is asked for; what cannot be read is among the faults.
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

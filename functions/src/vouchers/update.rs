use axum::{extract::State, response::Response};
use docket_domain::{Voucher, VoucherId};
use docket_store::Saved;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    read,
    view::{self, VoucherBody},
};
use crate::{
    SharedApp,
    http::{ApiError, ApiPath, Body, Caller, Conditions, FieldError, Granted, Moment},
    openapi::{samples, words},
};

/// How often a lost race for a voucher is run again.
const TRIES: usize = 5;

/// Other terms of a voucher; what is not given stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::update_voucher)]
pub struct UpdateVoucher {
    /// The least subtotal that it is good for.
    #[schema(value_type = Option<words::Amount>)]
    min_subtotal: Option<i64>,
    /// How often it may be redeemed from now on; 0 ends it.
    #[schema(value_type = Option<words::Count>)]
    uses_left: Option<u32>,
    /// How often one customer may redeem it.
    #[schema(value_type = Option<words::PositiveCount>)]
    per_customer: Option<u32>,
    /// From when it is good.
    #[schema(value_type = Option<words::Moment>)]
    valid_from: Option<Moment>,
    /// Until when it is good.
    #[schema(value_type = Option<words::Moment>)]
    valid_until: Option<Moment>,
}

/// Changes a voucher's terms. Orders that redeemed it keep what they got.
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
    let mut found = Some(read::managed(&app, &id, actor).await?);
    let request = body.value(&Granted::to_all())?.value;
    for _ in 0..TRIES {
        let old = match found.take() {
            Some(old) => old,
            None => read::managed(&app, &id, actor).await?,
        };
        conditions.check(old.voucher.version)?;
        let new = changed(&old.voucher, &request)?;
        match app.store.save_voucher(&old, &new, app.stamp()?.change.as_str()).await? {
            Saved::Done => return Ok(view::answer(&new)),
            Saved::Stale => {}
        }
    }
    Err(ApiError::Conflict)
}

fn changed(old: &Voucher, request: &UpdateVoucher) -> Result<Voucher, FieldError> {
    let min_subtotal = match request.min_subtotal {
        None => old.min_subtotal,
        Some(minor) => read::amount("/minSubtotal", minor)?,
    };
    let max_uses = match request.uses_left {
        None => old.max_uses,
        Some(left) => Some(old.used.saturating_add(left)),
    };
    let new = Voucher {
        min_subtotal,
        max_uses,
        per_customer: read::limit("/perCustomer", request.per_customer)?.or(old.per_customer),
        valid_from: request.valid_from.map(Timestamp::from).or(old.valid_from),
        valid_until: request.valid_until.map(Timestamp::from).or(old.valid_until),
        version: old.version + 1,
        ..old.clone()
    };
    match (new.valid_from, new.valid_until) {
        (Some(from), Some(until)) if from >= until => {
            Err(FieldError::at("/validUntil", "must be after validFrom"))
        }
        (Some(_) | None, Some(_) | None) => Ok(new),
    }
}

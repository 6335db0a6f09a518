use axum::{extract::State, response::Response};
use docket_domain::{Voucher, VoucherCode, VoucherId};
use docket_store::{StoredVoucher, VoucherOutcome};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    read,
    view::{self, VoucherBody},
};
use crate::{
    SharedApp,
    http::{
        ApiError, Body, Caller, FieldError, Granted, IdempotencyKey, KeyOwner, Later, Moment,
        Request, Sent, actor_seller, created,
    },
    openapi::{samples, words},
};

/// A voucher to be made.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_voucher)]
pub struct CreateVoucher {
    /// What buyers type in: up to 32 letters, digits, `-` and `_`.
    #[schema(value_type = words::VoucherCode)]
    code: String,
    /// Whose it is; the caller's own seller unless given.
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// The share that it takes off, 1 to 100 percent; or `amount`.
    #[schema(value_type = Option<words::Percent>)]
    percent: Option<u32>,
    /// What it takes off, in minor units; or `percent`.
    #[schema(value_type = Option<words::Amount>)]
    amount: Option<i64>,
    /// The least subtotal that it is good for.
    #[serde(default)]
    #[schema(value_type = words::Amount)]
    min_subtotal: i64,
    /// How often it may be redeemed; always, unless given.
    #[schema(value_type = Option<words::PositiveCount>)]
    uses_left: Option<u32>,
    /// How often one customer may redeem it; always, unless given.
    #[schema(value_type = Option<words::PositiveCount>)]
    per_customer: Option<u32>,
    /// From when it is good.
    #[schema(value_type = Option<words::Moment>)]
    valid_from: Option<Moment>,
    /// Until when it is good.
    #[schema(value_type = Option<words::Moment>)]
    valid_until: Option<Moment>,
}

/// Makes a voucher of a seller.
#[utoipa::path(
    post, path = "/api/vouchers", tag = "Vouchers", security(("bearer" = [])),
    request_body = CreateVoucher,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body make one voucher.")),
    responses((status = CREATED, body = VoucherBody), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn create_voucher(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    body: Body<CreateVoucher>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let granted = Granted::to_staff(actor)?;
    let key = key.read(&granted)?;
    let sent = body.read(&granted, |value, faults| {
        Some((actor_seller(value.seller_id.as_deref(), actor, "/sellerId", faults)?, value))
    });
    let Sent { value: (seller, value), digest } = sent?;
    Granted::only(actor.manages(&seller))?;
    let code: VoucherCode = value.code.parse().map_err(|error| FieldError::at("/code", error))?;
    let voucher = terms(&value, VoucherId { seller, code })?;
    if app.store.seller(&voucher.id.seller).await?.is_none() {
        return Err(FieldError::at("/sellerId", "there is no such seller").into());
    }
    let (ids, route) = (app.keys.ids()?, "create-voucher");
    let request =
        Request { ids, caller: KeyOwner::signed_in(actor), route, key: &key, body: digest };
    let stored = StoredVoucher { voucher, mark: request.mark()? };
    match app.store.create_voucher(&stored, app.stamp()?.change.as_str()).await? {
        VoucherOutcome::Created => Ok(answer(&stored.voucher, false)),
        VoucherOutcome::Taken(before) if request.made(&before.mark)? => {
            Ok(answer(&before.voucher, true))
        }
        VoucherOutcome::Taken(_) => Err(ApiError::Conflict),
    }
}

fn terms(value: &CreateVoucher, id: VoucherId) -> Result<Voucher, FieldError> {
    let (valid_from, valid_until) =
        (value.valid_from.map(Timestamp::from), value.valid_until.map(Timestamp::from));
    if let (Some(from), Some(until)) = (valid_from, valid_until)
        && from >= until
    {
        return Err(FieldError::at("/validUntil", "must be after validFrom"));
    }
    Ok(Voucher {
        id,
        worth: read::worth(value.percent, value.amount)?,
        min_subtotal: read::amount("/minSubtotal", value.min_subtotal)?,
        max_uses: read::limit("/usesLeft", value.uses_left)?,
        used: 0,
        per_customer: read::limit("/perCustomer", value.per_customer)?,
        valid_from,
        valid_until,
        version: 1,
    })
}

fn answer(voucher: &Voucher, replayed: bool) -> Response {
    let path = format!("/api/vouchers/{}", voucher.id);
    created(voucher.version, &path, view::body(voucher), replayed)
}

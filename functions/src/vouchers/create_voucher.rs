use axum::{extract::State, response::Response};
use docket_app::{
    Faults, Granted, Idempotent, KeyOwner, Request, SharedApp, actor_seller, vouchers,
};
use docket_domain::{Actor, Amount, EndsTooEarly, Uses, Voucher, VoucherCode, VoucherId};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    read,
    view::{self, VoucherBody},
};
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Later, Moment, Sent, created},
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
    #[schema(value_type = Option<words::MomentInput>)]
    valid_from: Option<Moment>,
    /// Until when it is good.
    #[schema(value_type = Option<words::MomentInput>)]
    valid_until: Option<Moment>,
}

/// Create a voucher.
///
/// Creates a voucher that buyers redeem at one seller. The seller's staff and
/// administrators may call it. A code that the seller has already is refused with 409.
/// The same `Idempotency-Key` and body create one voucher.
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
    let sent = body.read(&granted, |value, faults| value.voucher(actor, faults));
    let Sent { value: voucher, digest } = sent?;
    let request = Request {
        ids: app.keys.ids()?,
        caller: KeyOwner::signed_in(actor),
        route: "create-voucher",
        key: &key,
        body: digest,
    };
    let Idempotent { value: voucher, replayed } =
        vouchers::create_voucher(&app, actor, &request, voucher).await?;
    let path = format!("/api/vouchers/{}", voucher.id);
    Ok(created(voucher.version, &path, view::body(&voucher), replayed))
}

impl CreateVoucher {
    /// The voucher that is asked for; what cannot be read is among the faults.
    fn voucher(self, actor: &Actor, faults: &mut Faults) -> Option<Voucher> {
        let seller = actor_seller(self.seller_id.as_deref(), actor, "/sellerId", faults);
        let code: Option<VoucherCode> = faults.parse("/code", &self.code);
        let worth = read::worth(self.percent, self.amount, faults);
        let min_subtotal = faults.note_error("/minSubtotal", Amount::new(self.min_subtotal));
        let uses = faults.maybe_with("/usesLeft", self.uses_left, read::positive);
        let per_customer = faults.maybe_with("/perCustomer", self.per_customer, read::positive);
        let (valid_from, valid_until) =
            (self.valid_from.map(Timestamp::from), self.valid_until.map(Timestamp::from));
        if let (Some(from), Some(until)) = (valid_from, valid_until)
            && from >= until
        {
            faults.add("/validUntil", EndsTooEarly);
        }
        Some(Voucher {
            id: VoucherId { seller: seller?, code: code? },
            worth: worth?,
            min_subtotal: min_subtotal?,
            uses: uses.map_or(Uses::Unlimited, Uses::AtMost),
            used: 0,
            per_customer,
            valid_from,
            valid_until,
            version: 1,
        })
    }
}

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

/// Body that creates a voucher of a seller.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_voucher)]
pub struct CreateVoucher {
    /// Code that buyers enter: 1 to 32 letters, digits, `-` and `_`. It is stored in capital
    /// letters and is unique per seller.
    #[schema(value_type = words::VoucherCode)]
    code: String,
    /// Identifier of the seller whose orders the voucher discounts. Required from administrators;
    /// for staff it defaults to their own seller.
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// Discount in percent of the subtotal, 1 to 100. Exactly one of `percent` and `amount` is
    /// given.
    #[schema(value_type = Option<words::Percent>)]
    percent: Option<u32>,
    /// Fixed discount in minor units of the seller's currency, at most the subtotal. Exactly one of
    /// `percent` and `amount` is given.
    #[schema(value_type = Option<words::Amount>)]
    amount: Option<i64>,
    /// Lowest subtotal of an order that may redeem the voucher, in minor units of the seller's
    /// currency. Default 0: no minimum.
    #[serde(default)]
    #[schema(value_type = words::Amount)]
    min_subtotal: i64,
    /// Number of times that the voucher may be redeemed in all, at least 1. Not limited by default.
    #[schema(value_type = Option<words::PositiveCount>)]
    uses_left: Option<u32>,
    /// Number of times that one customer may redeem the voucher, at least 1. Not limited by
    /// default.
    #[schema(value_type = Option<words::PositiveCount>)]
    per_customer: Option<u32>,
    /// Time from which the voucher can be redeemed. At once by default.
    #[schema(value_type = Option<words::MomentInput>)]
    valid_from: Option<Moment>,
    /// Time from which the voucher can no longer be redeemed; later than `validFrom`. No end by
    /// default.
    #[schema(value_type = Option<words::MomentInput>)]
    valid_until: Option<Moment>,
}

/// Create a voucher.
///
/// Creates a voucher that buyers redeem in orders of one seller, and returns it. The seller's own
/// staff and administrators may call it.
///
/// Errors:
/// - 400 `invalid_request`: a field is malformed or out of range, both or neither of `percent` and
///   `amount` are given, `validUntil` is not after `validFrom`, or `sellerId` names no seller or is
///   missing in a request by an administrator.
/// - 403 `forbidden`: the caller does not manage the seller.
/// - 409 `conflict` with `reason` `taken`: the seller has a voucher with this code already.
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` came with another body before.
///
/// With an `Idempotency-Key` the request can be repeated safely: a repeat with the same body creates
/// nothing and returns the voucher as it is now. The key is kept for at least 24 hours.
#[utoipa::path(
    post, path = "/api/vouchers", tag = "Vouchers", security(("bearer" = [])),
    request_body = CreateVoucher,
    params(("Idempotency-Key" = Option<String>, Header, description = "Key that makes the request \
        safe to repeat. A repeat with the same body creates no second voucher.")),
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
    /// The requested voucher. Values that cannot be read are added to `faults`.
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

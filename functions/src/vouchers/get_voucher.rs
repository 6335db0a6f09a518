use axum::{extract::State, response::Response};
use docket_app::{SharedApp, vouchers};
use docket_domain::VoucherId;

use super::view::{self, VoucherBody};
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// Get a voucher.
///
/// Returns a voucher with what is left of it. The seller's staff and administrators may
/// read it.
#[utoipa::path(
    get, path = "/api/vouchers/{id}", tag = "Vouchers", security(("bearer" = [])),
    params(
        ("id" = inline(words::VoucherId), Path, description = "The voucher: `<sellerId>~<CODE>`."),
    ),
    responses((status = OK, body = VoucherBody)),
)]
pub async fn get_voucher(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<VoucherId>,
) -> Result<Response, ApiError> {
    let voucher = vouchers::managed_voucher(&app, &id, caller.signed_in()?).await?;
    Ok(conditions.answer(voucher.version, view::body(&voucher)))
}

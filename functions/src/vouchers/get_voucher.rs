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
/// Returns a voucher with its terms and the number of its uses. The seller's own staff and
/// administrators may read it.
///
/// The `ETag` is the version of the terms. An answer 304 says that the terms are unchanged; `used`
/// and `usesLeft` may have changed since.
///
/// Error 404 `not_found`: the voucher does not exist, or the caller does not manage its seller.
#[utoipa::path(
    get, path = "/api/vouchers/{id}", tag = "Vouchers", security(("bearer" = [])),
    params(
        ("id" = inline(words::VoucherId), Path, description = "Identifier of the voucher, \
            `<sellerId>~<CODE>`. Upper and lower case of the code are equal."),
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

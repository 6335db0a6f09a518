use axum::{extract::State, response::Response};
use docket_app::{SharedApp, sellers};
use docket_domain::SellerId;

use super::view::{self, SellerBody};
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// Get a seller.
///
/// Returns a seller with its settings. Anybody may read it. The payment account and the fee are
/// shown only to the seller's own staff and administrators.
///
/// Error 404 `not_found`: there is no seller with this identifier.
#[utoipa::path(
    get, path = "/api/sellers/{id}", tag = "Sellers", security((), ("bearer" = [])),
    params(("id" = inline(words::SellerId), Path, description = "Identifier of the seller.")),
    responses((status = OK, body = SellerBody)),
)]
pub async fn get_seller(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<SellerId>,
) -> Result<Response, ApiError> {
    let seller = sellers::read_seller(&app, &id).await?;
    Ok(conditions.answer(seller.version, view::body(&seller, caller.actor())))
}

use axum::{Json, extract::State};
use docket_domain::ProductId;

use super::view::{ProductBody, ProductView};
use crate::{
    SharedApp,
    http::{ApiError, ApiPath, Caller},
};

/// A product with its live stock.
#[utoipa::path(
    get, path = "/api/products/{id}", tag = "Products", security((), ("bearer" = [])),
    params(("id" = String, Path, description = "The product.")),
    responses((status = OK, body = ProductBody)),
)]
pub async fn get_product(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<ProductId>,
) -> Result<Json<ProductBody>, ApiError> {
    let (stored, level) = app.store.product(&id).await?.ok_or(ApiError::NotFound)?;
    let product = ProductView::new(&stored.product, &level, caller.actor());
    Ok(Json(ProductBody { product }))
}

use axum::{Extension, Json, extract::State};
use docket_app::{SharedApp, products};
use docket_domain::ProductId;

use super::view::{ProductBody, ProductView};
use crate::{
    http::{ApiError, ApiPath, Caller, Version},
    openapi::words,
};

/// Get a product.
///
/// Returns a product with the stock that is available now. Anybody may read an active product. An
/// inactive product is shown to its seller's own staff and administrators only.
///
/// Error 404 `not_found`: there is no product with this identifier, or it is hidden from the
/// caller.
///
/// The `ETag` covers the version and the stock. Both parts may be sent as `If-Match`, which
/// compares the version alone.
#[utoipa::path(
    get, path = "/api/products/{id}", tag = "Products", security((), ("bearer" = [])),
    params(("id" = inline(words::ProductId), Path, description = "Identifier of the product.")),
    responses((status = OK, body = ProductBody)),
)]
pub async fn get_product(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<ProductId>,
) -> Result<(Extension<Version>, Json<ProductBody>), ApiError> {
    let (stored, level) = products::shown_product(&app, &id, caller.actor()).await?;
    let product = ProductView::new(&stored.product, &level, caller.actor(), app.now());
    // The stock changes without a new version, and the tag with both.
    Ok((Extension(Version(stored.product.version)), Json(ProductBody { product })))
}

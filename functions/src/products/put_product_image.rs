use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp,
    products::{self, PutImage, StockedProduct},
};
use docket_domain::ProductId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{ProductBody, ProductView};
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions, ImageBody, Query, tag},
    openapi::words,
};

/// What is said of an image.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ImageQuery {
    /// What the image shows, for those who do not see it; up to 255 characters.
    #[param(inline, value_type = words::ImageText)]
    alt: String,
}

/// Give a product an image.
///
/// For the seller's own staff and administrators. The image replaces the product's
/// former one. A repeated request with the same file and `alt` changes nothing.
///
/// The body is the file itself, WebP, JPEG or PNG, of at most 200 KB and between 1 and
/// 4,096 pixels wide and high. `Content-Type` says which of the three it is, and the
/// content must be of that kind: 400 `invalid_request` otherwise, 413 `too_large`
/// above 200 KB, and 415 `unsupported_media_type` for any other type. A change of the
/// text alone, or taking the image away, is `PATCH /api/products/{id}`.
#[utoipa::path(
    put, path = "/api/products/{id}/image", tag = "Products", security(("bearer" = [])),
    request_body(description = "The file.", content(
        (words::ImageFile = "image/webp"),
        (words::ImageFile = "image/jpeg"),
        (words::ImageFile = "image/png"),
    )),
    params(
        ("id" = inline(words::ProductId), Path, description = "The product."),
        ImageQuery,
        ("If-Match" = Option<String>, Header, description = "The version that is to be changed."),
    ),
    responses((status = OK, body = ProductBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn put_product_image(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<ProductId>,
    query: Query<ImageQuery>,
    body: ImageBody,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (found, granted) = products::managed_product(&app, &id, actor).await?;
    let alt = query.read(&granted, |query, faults| faults.parse("/alt", &query.alt))?;
    let (kind, bytes) = body.read(&granted)?;
    let expected = conditions.expected();
    let put = PutImage { found, expected, kind, bytes: bytes.into(), alt };
    let StockedProduct { product, level } = products::put_product_image(&app, put).await?;
    let body = ProductBody { product: ProductView::new(&product, &level, Some(actor), app.now()) };
    Ok(tag(product.version, Json(body)))
}

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

/// Query that describes the uploaded image.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ImageQuery {
    /// Alternative text: what the image shows, for screen readers. Up to 255 characters.
    #[param(inline, value_type = words::ImageText)]
    alt: String,
}

/// Upload a product's image.
///
/// Stores the image and returns the product. The image replaces the former one and gets a new URL.
/// The seller's own staff and administrators may call it. To change only the text, or to remove the
/// image, use `PATCH /api/products/{id}`.
///
/// The body is the image file itself: WebP, JPEG or PNG, at most 200 KB, between 1 and 4,096 pixels
/// wide and high. `Content-Type` must name the format of the content.
///
/// Errors:
/// - 400 `invalid_request`: the content does not have the format that `Content-Type` names, its
///   size in pixels is out of range, or `alt` is missing or too long.
/// - 403 `forbidden`: the caller does not manage the product's seller.
/// - 404 `not_found`: there is no product with this identifier.
/// - 409 `conflict`: other requests kept changing the product at the same time. Send the request
///   again.
/// - 412 `precondition_failed`: the product has another version than `If-Match` names.
/// - 413 `too_large`: the file is larger than 200 KB.
/// - 415 `unsupported_media_type`: `Content-Type` is none of the three formats.
///
/// Repeating a request with the same file and `alt` changes nothing.
#[utoipa::path(
    put, path = "/api/products/{id}/image", tag = "Products", security(("bearer" = [])),
    request_body(description = "The bytes of the image file.", content(
        (words::ImageFile = "image/webp"),
        (words::ImageFile = "image/jpeg"),
        (words::ImageFile = "image/png"),
    )),
    params(
        ("id" = inline(words::ProductId), Path, description = "Identifier of the product."),
        ImageQuery,
        ("If-Match" = Option<String>, Header),
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

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use docket_app::{
    Granted, SharedApp,
    products::{self, KeptImage},
};
use docket_domain::{ImageName, ProductId};
use http::{HeaderValue, header};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    http::{ApiError, ApiPath, Caller, Query},
    openapi::words,
};

/// At `image.url` of a product the image never changes: another image has another URL.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// At `image.url` of an inactive product: no shared cache keeps it.
const FOR_EVER_PRIVATELY: &str = "private, max-age=31536000, immutable";
/// At any other URL the answer is the present image, which may change.
const ASK_AGAIN: &str = "no-cache";
/// At any other URL, for an inactive product.
const ASK_AGAIN_PRIVATELY: &str = "private, no-cache";

/// Which image.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ImageVersion {
    /// The name of the image, as in `image.url` of the product.
    #[param(inline, value_type = Option<words::ImageName>)]
    v: Option<String>,
}

/// Get a product's image.
///
/// For everybody who sees the product: an inactive product's image is shown to its
/// seller's staff and administrators alone. The answer is the file, with the type that
/// its content has. Under `image.url` of the product it may be cached for ever; without
/// `v`, or with the name of a former image, it is the present image, to be asked for
/// again. A product without an image is answered 404 `not_found`.
#[utoipa::path(
    get, path = "/api/products/{id}/image", tag = "Products", security((), ("bearer" = [])),
    params(("id" = inline(words::ProductId), Path, description = "The product."), ImageVersion),
    responses((status = OK, description = "The file.", content(
        (words::ImageFile = "image/webp"),
        (words::ImageFile = "image/jpeg"),
        (words::ImageFile = "image/png"),
    ), headers(
        ("Cache-Control" = String, description = "`public, max-age=31536000, immutable` under `image.url` of a product that everybody sees."),
    ))),
)]
pub async fn get_product_image(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<ProductId>,
    query: Query<ImageVersion>,
) -> Result<Response, ApiError> {
    let asked: Option<ImageName> = query
        .read(&Granted::to_all(), |query, faults| Some(faults.maybe("/v", query.v.as_deref())))?;
    let KeptImage { image, bytes, is_public } =
        products::read_product_image(&app, &id, caller.actor()).await?;
    let is_named = asked.as_ref() == Some(&image.name);
    let cached = match (is_named, is_public) {
        (true, true) => FOR_EVER,
        (true, false) => FOR_EVER_PRIVATELY,
        (false, true) => ASK_AGAIN,
        (false, false) => ASK_AGAIN_PRIVATELY,
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(image.kind.media_type())),
        (header::CACHE_CONTROL, HeaderValue::from_static(cached)),
    ];
    Ok((headers, bytes).into_response())
}

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

/// `Cache-Control` of a named image of an active product. The URL names the content, so the file
/// never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// `Cache-Control` of a named image of an inactive product, which no shared cache may store.
const FOR_EVER_PRIVATELY: &str = "private, max-age=31536000, immutable";
/// `Cache-Control` of the present image under any other URL, where the image may change.
const ASK_AGAIN: &str = "no-cache";
/// `Cache-Control` of the present image of an inactive product under any other URL.
const ASK_AGAIN_PRIVATELY: &str = "private, no-cache";

/// Query that names the expected version of the image.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ImageVersion {
    /// Name of the image file, as in `image.url` of the product. It only decides how long the
    /// answer may be cached.
    #[param(inline, value_type = Option<words::ImageName>)]
    v: Option<String>,
}

/// Get a product's image.
///
/// Returns the image file, with the media type of its content. Anybody may read the image of an
/// active product. The image of an inactive product is shown to its seller's own staff and
/// administrators only.
///
/// Under `image.url` of the product the file may be cached forever. Without `v`, or with the name
/// of a former image, the present image is returned, and caches must revalidate it.
///
/// Errors:
/// - 400 `invalid_request`: `v` is not the name of an image.
/// - 404 `not_found`: the product does not exist, has no image, or is hidden from the caller.
#[utoipa::path(
    get, path = "/api/products/{id}/image", tag = "Products", security((), ("bearer" = [])),
    params(("id" = inline(words::ProductId), Path, description = "Identifier of the \
        product."), ImageVersion),
    responses((status = OK, description = "The bytes of the image file.", content(
        (words::ImageFile = "image/webp"),
        (words::ImageFile = "image/jpeg"),
        (words::ImageFile = "image/png"),
    ), headers(
        ("Cache-Control" = String, description = "`public, max-age=31536000, immutable` under \
            `image.url` of an active product, `no-cache` under other URLs. For an inactive product \
            `private` stands in place of `public`, or before `no-cache`."),
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

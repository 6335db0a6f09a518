use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, SharedApp,
    products::{self, StockedProduct},
};
use docket_domain::{
    Amount, Edit, ImageChange, Product, ProductChange, ProductDisplayChange, ProductId, check_end,
};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    create_product::{AddonRequest, read_addons},
    view::{ProductBody, ProductView},
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, Moment, edit, present, tag},
    openapi::words,
};

/// Body that changes a product's catalogue entry. Absent fields keep their value. Stock is changed
/// by `POST /api/products/{id}/stock`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"price": 1450, "lowStockAt": null}))]
pub struct UpdateProduct {
    /// New name as buyers see it, up to 100 characters.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Name)]
    name: Option<String>,
    /// New price of one unit without addons, in minor units of the seller's currency. Placed orders
    /// keep their price.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Amount)]
    price: Option<i64>,
    /// New threshold of the low-stock alert, in units. `null` removes the alert.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Count>)]
    low_stock_at: Edit<u32>,
    /// Whether the product is a main course. Kitchens use it to tell main courses from side dishes.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    is_main_course: Option<bool>,
    /// Complete new list of addons, up to 50. It replaces the present list; an empty list removes
    /// all addons.
    #[serde(default, deserialize_with = "present")]
    #[schema(max_items = 50, nullable = false)]
    addons: Option<Vec<AddonRequest>>,
    /// New description for buyers, up to 1,000 characters. `null` removes it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Note>)]
    description: Edit<String>,
    /// New heading under which shop pages list the product, up to 100 characters. `null` removes
    /// it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Name>)]
    category: Edit<String>,
    /// New sort position within the category: products with a lower number come first.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Count)]
    position: Option<u32>,
    /// New alternative text of the present image. `null` removes the image. `PUT
    /// /api/products/{id}/image` uploads another image.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<ImageTextRequest>)]
    image: Edit<ImageTextRequest>,
    /// Whether the product is offered. Only the seller's staff and administrators can see an
    /// inactive product.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    active: Option<bool>,
    /// Time at which the product goes back on sale by itself, at most a year ahead. Until then it
    /// cannot be ordered. `null` puts it on sale at once.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::MomentInput>)]
    off_until: Edit<Moment>,
}

/// New alternative text for the present image of a product.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImageToDescribe)]
pub struct ImageTextRequest {
    /// Alternative text: what the image shows, for screen readers. Up to 255 characters.
    #[schema(value_type = words::ImageText)]
    alt: String,
}

/// Change a product.
///
/// Changes the catalogue entry of a product and returns the product. The seller's own staff and
/// administrators may call it. Stock is not changed, and placed orders keep the names and prices
/// that they were placed with.
///
/// Errors:
/// - 400 `invalid_request`: a field is malformed or out of range, or `image` describes an image
///   that the product does not have.
/// - 403 `forbidden`: the caller does not manage the product's seller.
/// - 404 `not_found`: there is no product with this identifier.
/// - 409 `conflict`: other requests kept changing the product at the same time. Send the request
///   again.
/// - 412 `precondition_failed`: the product has another version than `If-Match` names.
///
/// A change that changes nothing leaves the version as it is, so repeating a request is safe.
#[utoipa::path(
    patch, path = "/api/products/{id}", tag = "Products", security(("bearer" = [])),
    request_body = UpdateProduct,
    params(
        ("id" = inline(words::ProductId), Path, description = "Identifier of the product."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = ProductBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn update_product(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<ProductId>,
    body: Body<UpdateProduct>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (found, granted) = products::managed_product(&app, &id, actor).await?;
    let change =
        body.read(&granted, |it, faults| Some(it.read(&found.0.product, app.now(), faults)))?.value;
    let expected = conditions.expected();
    let update = products::UpdateProduct { found, expected, change: &change };
    let StockedProduct { product, level } = products::update_product(&app, update).await?;
    let body = ProductBody { product: ProductView::new(&product, &level, Some(actor), app.now()) };
    Ok(tag(product.version, Json(body)))
}

impl UpdateProduct {
    fn read(self, found: &Product, now: Timestamp, faults: &mut Faults) -> ProductChange {
        let end = |until: Moment| check_end(until.into(), found.display.off_until, now);
        ProductChange {
            name: faults.maybe("/name", self.name.as_deref()),
            price: faults.maybe_with("/price", self.price, Amount::new),
            low_stock_at: self.low_stock_at,
            is_main_course: self.is_main_course,
            addons: self.addons.as_deref().map(|addons| read_addons(addons, faults)),
            display: ProductDisplayChange {
                description: faults.edit("/description", self.description),
                category: faults.edit("/category", self.category),
                position: self.position,
                image: image_change(self.image, found, faults),
                active: self.active,
                off_until: faults.edit_with("/offUntil", self.off_until, end),
            },
        }
    }
}

/// Reads the change of the image. An image that is absent cannot be described.
fn image_change(edit: Edit<ImageTextRequest>, found: &Product, faults: &mut Faults) -> ImageChange {
    match edit {
        Edit::Keep => ImageChange::Keep,
        Edit::Clear => ImageChange::Remove,
        Edit::Set(_) if found.display.image.is_none() => {
            let detail = "can only be given for a product with an image; upload one with PUT \
                          /api/products/{id}/image";
            faults.add("/image", detail);
            ImageChange::Keep
        }
        Edit::Set(image) => {
            faults.parse("/image/alt", &image.alt).map_or(ImageChange::Keep, ImageChange::Describe)
        }
    }
}

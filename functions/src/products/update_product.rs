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

/// What is to be changed of a product; what is absent stays. Its stock is
/// changed elsewhere, and orders keep what they were placed with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"price": 1450, "lowStockAt": null}))]
pub struct UpdateProduct {
    /// Up to 100 characters.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Name)]
    name: Option<String>,
    /// The price of one, in minor units of the seller's currency.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Amount)]
    price: Option<i64>,
    /// The stock at which the seller is told; null for none.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Count>)]
    low_stock_at: Edit<u32>,
    /// Whether it is a main course.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    is_main_course: Option<bool>,
    /// What may be added to it, up to 50, instead of all that there was.
    #[serde(default, deserialize_with = "present")]
    #[schema(max_items = 50, nullable = false)]
    addons: Option<Vec<AddonRequest>>,
    /// What buyers read of it, up to 1,000 characters; null for nothing.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Note>)]
    description: Edit<String>,
    /// Under which heading it stands, up to 100 characters; null for none.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Name>)]
    category: Edit<String>,
    /// Where it stands there: lower numbers first.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Count)]
    position: Option<u32>,
    /// A new text for its image; null removes the image. `PUT /api/products/{id}/image`
    /// sets another image.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<ImageTextRequest>)]
    image: Edit<ImageTextRequest>,
    /// Whether it is offered. What is not is shown to staff alone.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    active: Option<bool>,
    /// Until when it is not for sale: in the future, at most a year ahead. It is
    /// for sale again by itself, or with null.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::MomentInput>)]
    off_until: Edit<Moment>,
}

/// A new text for a product's image.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImageToDescribe)]
pub struct ImageTextRequest {
    /// What the image shows, for those who do not see it; up to 255 characters.
    #[schema(value_type = words::ImageText)]
    alt: String,
}

/// Change a product.
///
/// Changes a product in the catalogue, never its stock. A change of nothing
/// leaves the version as it is.
#[utoipa::path(
    patch, path = "/api/products/{id}", tag = "Products", security(("bearer" = [])),
    request_body = UpdateProduct,
    params(
        ("id" = inline(words::ProductId), Path, description = "The product."),
        ("If-Match" = Option<String>, Header, description = "The version that is to be changed."),
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

/// Only an image that there is can be described.
fn image_change(edit: Edit<ImageTextRequest>, found: &Product, faults: &mut Faults) -> ImageChange {
    match edit {
        Edit::Keep => ImageChange::Keep,
        Edit::Clear => ImageChange::Remove,
        Edit::Set(_) if found.display.image.is_none() => {
            let detail = "this product has no image; PUT /api/products/{id}/image gives it one";
            faults.add("/image", detail);
            ImageChange::Keep
        }
        Edit::Set(image) => {
            faults.parse("/image/alt", &image.alt).map_or(ImageChange::Keep, ImageChange::Describe)
        }
    }
}

//! A product as callers see it.

use docket_domain::{Actor, Product, ProductId, ProductImage};
use docket_store::StockLevel;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// A product with its live stock.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Product)]
#[schema(example = samples::product)]
pub struct ProductView {
    /// Its id.
    #[schema(value_type = words::ProductId)]
    id: String,
    /// Who offers it.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Its name.
    #[schema(value_type = words::Name)]
    name: String,
    /// The price of one, in minor units.
    #[schema(value_type = words::Amount)]
    price: u64,
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// How many can be ordered now: none while it is inactive or off.
    #[schema(value_type = words::Total)]
    available: u64,
    /// What buyers read of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    description: Option<String>,
    /// Category under which shops list it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    category: Option<String>,
    /// Where it stands there: lower numbers first.
    #[schema(value_type = words::Count)]
    position: u32,
    /// What it looks like.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<ImageView>,
    /// Whether it is offered. What is not is shown to the seller's staff and
    /// administrators alone.
    active: bool,
    /// Until when it is not for sale; absent when it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    off_until: Option<Moment>,
    /// The stock at which the seller is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Count>)]
    low_stock_at: Option<u32>,
    /// Whether it is a main course.
    is_main_course: bool,
    /// What may be added to it.
    addons: Vec<AddonOffer>,
    /// Where the stock went, for the seller's staff and administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    stock: Option<StockView>,
    /// Rises with each change of the catalogue entry.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// The image of a product.
#[derive(Serialize, ToSchema)]
#[schema(as = ProductImage)]
pub struct ImageView {
    /// Where its file is, below the API's base address. Another image has another URL, so
    /// that the file may be cached for ever.
    #[schema(value_type = words::ImageUrl)]
    url: String,
    /// What it shows, for those who do not see it.
    #[schema(value_type = words::ImageText)]
    alt: String,
}

impl ImageView {
    fn new(product: &ProductId, image: &ProductImage) -> Self {
        Self {
            url: format!("/api/products/{product}/image?v={}", image.name),
            alt: image.alt.to_string(),
        }
    }
}

/// An extra of a product.
#[derive(Serialize, ToSchema)]
pub struct AddonOffer {
    /// Its id.
    #[schema(value_type = words::AddonId)]
    id: String,
    /// Its name.
    #[schema(value_type = words::Name)]
    name: String,
    /// The price of one, in minor units.
    #[schema(value_type = words::Amount)]
    price: u64,
}

/// Where the stock went: `received` = `available` + `taken` - `returned` +
/// `writtenOff`, always.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"available": 480, "received": 500, "writtenOff": 2, "taken": 20, "returned": 2, "buckets": 1}))]
pub struct StockView {
    /// Can be ordered now.
    #[schema(value_type = words::Total)]
    available: u64,
    /// Came in, in all.
    #[schema(value_type = words::Total)]
    received: u64,
    /// Was written off, in all.
    #[schema(value_type = words::Total)]
    written_off: u64,
    /// Was taken by orders, in all.
    #[schema(value_type = words::Total)]
    taken: u64,
    /// Came back from stopped orders, in all.
    #[schema(value_type = words::Total)]
    returned: u64,
    /// Over how many items it is spread.
    #[schema(value_type = words::Buckets)]
    buckets: u32,
}

/// A product under its own name.
#[derive(Serialize, ToSchema)]
pub struct ProductBody {
    /// The product.
    pub product: ProductView,
}

impl ProductView {
    /// The product as `actor` sees it.
    pub fn new(
        product: &Product,
        level: &StockLevel,
        actor: Option<&Actor>,
        now: Timestamp,
    ) -> Self {
        let display = &product.display;
        let staff = actor.is_some_and(|actor| actor.manages(&product.seller));
        Self {
            id: product.id.to_string(),
            seller_id: product.seller.to_string(),
            name: product.name.to_string(),
            price: product.price.minor(),
            currency: product.currency.code(),
            available: display.orderable(level.available, now),
            description: display.description.as_ref().map(|text| text.as_str().to_owned()),
            category: display.category.as_ref().map(ToString::to_string),
            position: display.position,
            image: display.image.as_ref().map(|image| ImageView::new(&product.id, image)),
            active: display.active,
            off_until: display.off(now).map(Into::into),
            low_stock_at: product.low_stock_at,
            is_main_course: product.is_main_course,
            addons: product
                .addons
                .iter()
                .map(|addon| AddonOffer {
                    id: addon.id.to_string(),
                    name: addon.name.to_string(),
                    price: addon.price.minor(),
                })
                .collect(),
            stock: staff.then_some(StockView {
                available: level.available,
                received: level.received,
                written_off: level.written_off,
                taken: level.taken,
                returned: level.returned,
                buckets: product.buckets,
            }),
            version: product.version,
        }
    }
}

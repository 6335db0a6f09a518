//! JSON representation of a product and of its stock.

use docket_domain::{Actor, Product, ProductId, ProductImage};
use docket_store::StockLevel;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// A product of a seller's catalogue with its live stock.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Product)]
#[schema(example = samples::product)]
pub struct ProductView {
    /// Identifier of the product, assigned by Docket. Used in request paths.
    #[schema(value_type = words::ProductId)]
    id: String,
    /// Identifier of the seller that offers the product.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Name of the product as buyers see it, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// Price of one unit without addons, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    price: u64,
    /// ISO 4217 currency of all prices of the product: the currency of its seller.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// Units that can be ordered now. Zero while the product is inactive or off sale (`offUntil`).
    #[schema(value_type = words::Total)]
    available: u64,
    /// Description for buyers, up to 1,000 characters. Absent when the product has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    description: Option<String>,
    /// Heading under which shop pages list the product. Absent when the product has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    category: Option<String>,
    /// Sort position within the category: products with a lower number come first.
    #[schema(value_type = words::Count)]
    position: u32,
    /// Image of the product. Absent when the product has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<ImageView>,
    /// Whether the product is offered. Only the seller's staff and administrators can see an
    /// inactive product.
    active: bool,
    /// Time at which the product goes back on sale by itself, UTC. Absent while it is on sale.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    off_until: Option<Moment>,
    /// Threshold of the low-stock alert, in units: a `StockLow` event is published when the stock
    /// falls to it. Absent when no alert is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Count>)]
    low_stock_at: Option<u32>,
    /// Whether the product is a main course. Kitchens use it to tell main courses from side dishes.
    is_main_course: bool,
    /// Addons that a buyer can add to each unit. Empty when there are none.
    addons: Vec<AddonOffer>,
    /// Stock account of the product. Present only for the seller's staff and administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    stock: Option<StockView>,
    /// Version of the catalogue entry. It rises with each change of the entry; sales and stock
    /// adjustments leave it as it is.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// Image of a product and the text that describes it.
#[derive(Serialize, ToSchema)]
#[schema(as = ProductImage)]
pub struct ImageView {
    /// Path and query of the image file, relative to the API's base URL. A new image has a new URL,
    /// so the file can be cached forever.
    #[schema(value_type = words::ImageUrl)]
    url: String,
    /// Alternative text: what the image shows, for screen readers. Up to 255 characters.
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

/// Addon that a buyer can add to each unit of a product, such as extra bread.
#[derive(Serialize, ToSchema)]
pub struct AddonOffer {
    /// Identifier of the addon, unique within its product.
    #[schema(value_type = words::AddonId)]
    id: String,
    /// Name of the addon as buyers see it, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// Price of one addon in minor units of the product's `currency`.
    #[schema(value_type = words::Amount)]
    price: u64,
}

/// Stock account of a product, in units. It always balances: `received` = `available` + `taken` -
/// `returned` + `writtenOff`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"available": 480, "received": 500, "writtenOff": 2, "taken": 20, "returned": 2, "buckets": 1}))]
pub struct StockView {
    /// Units in stock that no order holds, counted also while the product is inactive or off sale.
    #[schema(value_type = words::Total)]
    available: u64,
    /// Total of all units ever taken in, the first stock included.
    #[schema(value_type = words::Total)]
    received: u64,
    /// Total of all units ever written off by a negative stock adjustment.
    #[schema(value_type = words::Total)]
    written_off: u64,
    /// Total of all units ever taken by orders, returned ones included.
    #[schema(value_type = words::Total)]
    taken: u64,
    /// Total of all units that cancelled, rejected or changed orders returned to the stock.
    #[schema(value_type = words::Total)]
    returned: u64,
    /// Number of table items that hold the stock. More items allow more orders per second.
    #[schema(value_type = words::Buckets)]
    buckets: u32,
}

/// A product, as the answer of one request.
#[derive(Serialize, ToSchema)]
pub struct ProductBody {
    /// The product after the request, with its live stock.
    pub product: ProductView,
}

impl ProductView {
    /// Describes the product as `actor` may see it: only those who manage the seller see `stock`.
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

use std::collections::BTreeSet;

use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, Granted, Idempotent, KeyOwner, Request, SharedApp, actor_seller,
    products::{self, NewProduct, StockedProduct},
};
use docket_domain::{Actor, Addon, AddonId, Amount, Product, ProductDisplay, check_end};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{ProductBody, ProductView};
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Later, Moment, Sent, created},
    openapi::{samples, words},
};

/// Body that adds a product to a seller's catalogue.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_product)]
pub struct CreateProduct {
    /// Identifier of the seller that offers the product. Required from administrators; for staff it
    /// defaults to their own seller.
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// Name of the product as buyers see it, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// Price of one unit without addons, in minor units of the seller's currency.
    #[schema(value_type = words::Amount)]
    price: i64,
    /// First stock in units, 0 to 100,000,000. Later changes go through `POST
    /// /api/products/{id}/stock`.
    #[schema(value_type = words::Stock)]
    stock: u32,
    /// Threshold of the low-stock alert, in units: a `StockLow` event is published when the stock
    /// falls to it. No alert by default.
    #[schema(value_type = Option<words::Count>)]
    low_stock_at: Option<u32>,
    /// Whether the product is a main course. Kitchens use it to tell main courses from side dishes.
    /// Default `false`.
    #[serde(default)]
    is_main_course: bool,
    /// Addons that a buyer can add to each unit, up to 50. Their identifiers must differ. None by
    /// default.
    #[serde(default)]
    #[schema(max_items = 50)]
    addons: Vec<AddonRequest>,
    /// Number of table items that hold the stock, 1 to 20; default 1. Choose more for a product
    /// that sells many times a second, because each item takes a limited number of writes. It
    /// cannot be changed later.
    #[schema(value_type = Option<words::Buckets>)]
    stock_buckets: Option<u32>,
    /// Description for buyers, up to 1,000 characters. None by default.
    #[schema(value_type = Option<words::Note>)]
    description: Option<String>,
    /// Heading under which shop pages list the product, up to 100 characters. None by default.
    #[schema(value_type = Option<words::Name>)]
    category: Option<String>,
    /// Sort position within the category: products with a lower number come first. Default 0.
    #[serde(default)]
    #[schema(value_type = words::Count)]
    position: u32,
    /// Whether the product is offered. Only the seller's staff and administrators can see an
    /// inactive product. Default `true`.
    #[serde(default = "offered")]
    #[schema(default = true)]
    active: bool,
    /// Time at which the product goes on sale by itself, at most a year ahead. On sale at once by
    /// default.
    #[schema(value_type = Option<words::MomentInput>)]
    off_until: Option<Moment>,
}

/// Addon that a buyer can add to each unit of a product.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AddonToCreate)]
pub struct AddonRequest {
    /// Identifier of the addon, unique within the product. Orders name the addon by it.
    #[schema(value_type = words::AddonId)]
    id: String,
    /// Name of the addon as buyers see it, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// Price of one addon in minor units of the seller's currency.
    #[schema(value_type = words::Amount)]
    price: i64,
}

/// Add a product.
///
/// Adds a product with its first stock to a seller's catalogue and returns the product. The
/// seller's own staff and administrators may call it.
///
/// Errors:
/// - 400 `invalid_request`: a field is malformed or out of range, two addons have one identifier,
///   or `sellerId` names no seller or is missing in a request by an administrator.
/// - 403 `forbidden`: the caller does not manage the seller.
/// - 409 `conflict`: no free identifier was found. Send the request again.
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` came with another body before.
///
/// With an `Idempotency-Key` the request can be repeated safely: a repeat with the same body adds
/// nothing and returns the product as it is now.
#[utoipa::path(
    post, path = "/api/products", tag = "Products", security(("bearer" = [])),
    request_body = CreateProduct,
    params(("Idempotency-Key" = Option<String>, Header, description = "Key that makes the request \
        safe to repeat. A repeat with the same body adds no second product.")),
    responses((status = CREATED, body = ProductBody, headers(
        ("Location" = String, description = "The path of the new product."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request with this \
            key added the product; else absent."),
    )), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn create_product(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    body: Body<CreateProduct>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let granted = Granted::to_staff(actor)?;
    let key = key.read(&granted)?;
    let Sent { value: new, digest } =
        body.read(&granted, |it, faults| it.read(actor, app.now(), faults))?;
    let request = Request {
        ids: app.keys.ids()?,
        caller: KeyOwner::signed_in(actor),
        route: "create-product",
        key: &key,
        body: digest,
    };
    let Idempotent { value: StockedProduct { product, level }, replayed } =
        products::create_product(&app, actor, &request, new).await?;
    let body = ProductBody { product: ProductView::new(&product, &level, Some(actor), app.now()) };
    Ok(created(product.version, &format!("/api/products/{}", product.id), Json(body), replayed))
}

/// Default of `active`.
const fn offered() -> bool {
    true
}

impl CreateProduct {
    fn read(self, actor: &Actor, now: Timestamp, faults: &mut Faults) -> Option<NewProduct> {
        let seller = actor_seller(self.seller_id.as_deref(), actor, "/sellerId", faults);
        let name = faults.parse("/name", &self.name);
        let price = faults.note_error("/price", Amount::new(self.price));
        if self.stock > Product::MAX_STOCK {
            faults.add("/stock", format!("must be at most {}", Product::MAX_STOCK));
        }
        let buckets = self.stock_buckets.unwrap_or(1);
        if !(1..=Product::MAX_BUCKETS).contains(&buckets) {
            let detail = format!("must be between 1 and {}", Product::MAX_BUCKETS);
            faults.add("/stockBuckets", detail);
        }
        let addons = read_addons(&self.addons, faults);
        let display = ProductDisplay {
            description: faults.maybe("/description", self.description.as_deref()),
            category: faults.maybe("/category", self.category.as_deref()),
            position: self.position,
            image: None,
            active: self.active,
            off_until: faults.maybe_with("/offUntil", self.off_until, |until| {
                check_end(until.into(), None, now)
            }),
        };
        Some(NewProduct {
            seller: seller?,
            name: name?,
            price: price?,
            stock: self.stock,
            low_stock_at: self.low_stock_at,
            is_main_course: self.is_main_course,
            addons,
            display,
            buckets,
        })
    }
}

/// Reads the addons of a product, whose identifiers must differ.
pub fn read_addons(requests: &[AddonRequest], faults: &mut Faults) -> Vec<Addon> {
    if requests.len() > Product::MAX_ADDONS {
        faults.add("/addons", format!("must have at most {} add-ons", Product::MAX_ADDONS));
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let read = |(at, addon): (usize, &AddonRequest)| {
        faults.within(&format!("/addons/{at}"), |faults| addon.read(&mut seen, faults))
    };
    requests.iter().enumerate().filter_map(read).collect()
}

impl AddonRequest {
    fn read(&self, seen: &mut BTreeSet<AddonId>, faults: &mut Faults) -> Option<Addon> {
        let id: Option<AddonId> = faults.parse("/id", &self.id);
        if id.as_ref().is_some_and(|id| !seen.insert(id.clone())) {
            faults.add("/id", "must not repeat the id of an earlier add-on");
        }
        let name = faults.parse("/name", &self.name);
        let price = faults.note_error("/price", Amount::new(self.price));
        Some(Addon { id: id?, name: name?, price: price? })
    }
}

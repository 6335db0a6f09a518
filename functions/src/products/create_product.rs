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

/// A product to be offered.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_product)]
pub struct CreateProduct {
    /// Who offers it; the caller's own seller unless given.
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// Up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// The price of one, in minor units of the seller's currency.
    #[schema(value_type = words::Amount)]
    price: i64,
    /// How many there are.
    #[schema(value_type = words::Stock)]
    stock: u32,
    /// The stock at which the seller is told.
    #[schema(value_type = Option<words::Count>)]
    low_stock_at: Option<u32>,
    /// Whether it is a main course.
    #[serde(default)]
    is_main_course: bool,
    /// What may be added to it, up to 50.
    #[serde(default)]
    #[schema(max_items = 50)]
    addons: Vec<AddonRequest>,
    /// Over how many items the stock is spread, 1 to 20; more than one for a
    /// product that sells many times a second.
    #[schema(value_type = Option<words::Buckets>)]
    stock_buckets: Option<u32>,
    /// What buyers read of it, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    description: Option<String>,
    /// Under which heading it stands, up to 100 characters.
    #[schema(value_type = Option<words::Name>)]
    category: Option<String>,
    /// Where it stands there: lower numbers first, 0 unless given.
    #[serde(default)]
    #[schema(value_type = words::Count)]
    position: u32,
    /// Whether it is offered; true unless given.
    #[serde(default = "offered")]
    #[schema(default = true)]
    active: bool,
    /// Until when it is not for sale: in the future, at most a year ahead.
    #[schema(value_type = Option<words::MomentInput>)]
    off_until: Option<Moment>,
}

/// An extra to be offered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AddonToCreate)]
pub struct AddonRequest {
    /// Its id within the product.
    #[schema(value_type = words::AddonId)]
    id: String,
    /// Up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// The price of one, in minor units.
    #[schema(value_type = words::Amount)]
    price: i64,
}

/// Add a product.
///
/// Adds a product with its first stock to a seller's catalogue. The seller's staff and
/// administrators may call it. The same `Idempotency-Key` and body add one product.
#[utoipa::path(
    post, path = "/api/products", tag = "Products", security(("bearer" = [])),
    request_body = CreateProduct,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body add one product.")),
    responses((status = CREATED, body = ProductBody, headers(
        ("Location" = String, description = "The product's path."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request added it."),
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

/// What is added to a catalogue is offered, unless something else is said.
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

/// Reads the extras of a product, each with an id of its own.
pub fn read_addons(requests: &[AddonRequest], faults: &mut Faults) -> Vec<Addon> {
    if requests.len() > Product::MAX_ADDONS {
        faults.add("/addons", format!("must be at most {}", Product::MAX_ADDONS));
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
            faults.add("/id", "stands twice");
        }
        let name = faults.parse("/name", &self.name);
        let price = faults.note_error("/price", Amount::new(self.price));
        Some(Addon { id: id?, name: name?, price: price? })
    }
}

use axum::{extract::State, response::Response};
use docket_app::{Granted, Limit, PageRequest, SharedApp, products};
use docket_domain::SellerId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::ProductView;
use crate::{
    http::{ApiError, Caller, Pagination, Query, Shape, Table},
    openapi::words,
};

/// Whose products, and which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProductQuery {
    /// The seller.
    #[param(inline, value_type = words::SellerId)]
    seller_id: String,
    /// 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// A page of products.
#[derive(Serialize, ToSchema)]
pub struct ProductPage {
    /// Oldest first.
    products: Vec<ProductView>,
    /// Where the page stands.
    pagination: Pagination,
}

impl Table for ProductPage {
    const ROWS: &'static str = "products";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "sellerId",
        "name",
        "price",
        "currency",
        "available",
        "description",
        "category",
        "position",
        "image.url",
        "image.alt",
        "active",
        "offUntil",
        "lowStockAt",
        "isMainCourse",
        "addons",
        "stock.received",
        "stock.writtenOff",
        "stock.taken",
        "stock.returned",
        "stock.buckets",
        "version",
    ];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }
}

/// List products.
///
/// A seller's products with their live stock. Those that are off stand there with
/// nothing available, until they are for sale again; inactive ones are shown to the
/// seller's staff and administrators alone, so that a page may hold fewer than its
/// limit.
#[utoipa::path(
    get, path = "/api/products", tag = "Products", security((), ("bearer" = [])),
    params(ProductQuery),
    responses((status = OK, body = ProductPage)),
)]
pub async fn list_products(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<ProductQuery>,
) -> Result<Response, ApiError> {
    let (seller, query) = query.read(&Granted::to_all(), |query, faults| {
        Some((faults.parse::<SellerId>("/sellerId", &query.seller_id)?, query))
    })?;
    let limit = Limit::read(query.limit)?;
    let requested = PageRequest::read(
        &app,
        limit,
        (caller.actor().map_or("", |actor| actor.id()), &["products", seller.as_str()]),
        query.cursor.as_deref(),
    )?;
    let page = products::list_products(&app, &seller, caller.actor(), &requested).await?;
    let products = page
        .items
        .iter()
        .map(|(stored, level)| ProductView::new(&stored.product, level, caller.actor(), app.now()))
        .collect();
    let pagination = Pagination::of(&requested, page.next.as_deref());
    shape.answer(&ProductPage { products, pagination })
}

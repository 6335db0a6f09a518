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

/// Query that selects a seller and a page of its products.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProductQuery {
    /// Identifier of the seller whose products are listed. A seller that does not exist has an
    /// empty list.
    #[param(inline, value_type = words::SellerId)]
    seller_id: String,
    /// Most products on the page, 1 to 100. Default 50.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// `nextCursor` of the former page. The first page is returned without it.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// One page of a seller's products.
#[derive(Serialize, ToSchema)]
pub struct ProductPage {
    /// Products with their live stock, the oldest first.
    products: Vec<ProductView>,
    /// Page size and cursor of the next page.
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
/// Returns a page of a seller's products with their live stock, the oldest first. Anybody may call
/// it. With `Accept: text/csv` the page is returned as CSV.
///
/// Products that are off sale are listed with `available` 0. Inactive products are listed for the
/// seller's own staff and administrators only, so a page can hold fewer products than its limit and
/// still have a next page.
///
/// Error 400 `invalid_request`: `sellerId` is missing or malformed, or `limit` or `cursor` is not
/// valid.
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

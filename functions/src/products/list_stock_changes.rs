use axum::{extract::State, response::Response};
use docket_app::{
    Granted, Limit, PageRequest, SharedApp,
    products::{self, NamedStockChange},
};
use docket_domain::ProductId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{ApiError, ApiPath, Caller, Moment, PageQuery, Pagination, Query, Shape, Table},
    openapi::words,
};

/// A page of a product's changes of stock.
#[derive(Serialize, ToSchema)]
pub struct StockChangePage {
    /// Newest first.
    changes: Vec<StockChangeView>,
    /// Where the page stands.
    pagination: Pagination,
}

/// A change of stock by hand.
#[derive(Serialize, ToSchema)]
#[schema(as = StockChange)]
pub struct StockChangeView {
    /// How many units came in; or, negative, were written off.
    #[schema(minimum = -100_000_000, maximum = 100_000_000, example = 24)]
    change: i64,
    /// Why.
    #[schema(value_type = words::Reason)]
    reason: String,
    /// Who changed it.
    by: StockChangeActor,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Moment,
}

/// Who changed a product's stock.
#[derive(Serialize, ToSchema)]
pub struct StockChangeActor {
    /// `seller` or `admin`.
    #[schema(value_type = words::RoleName)]
    role: &'static str,
    /// The member.
    #[schema(value_type = words::MemberId)]
    id: String,
    /// What they are called; null when they are no member any more.
    #[schema(value_type = Option<words::Name>, required)]
    name: Option<String>,
}

impl Table for StockChangePage {
    const ROWS: &'static str = "changes";
    const COLUMNS: &'static [&'static str] =
        &["at", "change", "reason", "by.role", "by.id", "by.name"];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }
}

/// List changes of stock.
///
/// A product's changes of stock by adjust-stock, newest first: who changed it by
/// how much, when and why. For its seller's staff and administrators. Changes
/// that were made before this list was kept are not in it.
#[utoipa::path(
    get, path = "/api/products/{id}/stock/changes", tag = "Products", security(("bearer" = [])),
    params(
        ("id" = inline(words::ProductId), Path, description = "The product."),
        PageQuery,
    ),
    responses((status = OK, body = StockChangePage), (status = FORBIDDEN)),
)]
pub async fn list_stock_changes(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    ApiPath(id): ApiPath<ProductId>,
    query: Query<PageQuery>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    // Before the product is looked for: nobody else learns whether there is one.
    Granted::to_staff(actor)?;
    let (_, granted) = products::managed_product(&app, &id, actor).await?;
    let query = query.value(&granted)?;
    let limit = Limit::read(query.limit)?;
    let query_of = ["stock-changes", id.as_str()];
    let requested =
        PageRequest::read(&app, limit, (actor.id(), &query_of), query.cursor.as_deref())?;
    let page = products::list_stock_changes(&app, &granted, &id, &requested).await?;
    let changes = page.items.into_iter().map(StockChangeView::from).collect();
    let pagination = Pagination::of(&requested, page.next.as_deref());
    shape.answer(&StockChangePage { changes, pagination })
}

impl From<NamedStockChange> for StockChangeView {
    fn from(NamedStockChange { change, name }: NamedStockChange) -> Self {
        Self {
            change: change.change,
            by: StockChangeActor { role: change.role.name(), id: change.by, name },
            reason: change.reason,
            at: change.at.into(),
        }
    }
}

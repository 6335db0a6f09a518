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

/// One page of a product's manual stock adjustments.
#[derive(Serialize, ToSchema)]
pub struct StockChangePage {
    /// Stock adjustments, the newest first.
    changes: Vec<StockChangeView>,
    /// Page size and cursor of the next page.
    pagination: Pagination,
}

/// One manual adjustment of a product's stock.
#[derive(Serialize, ToSchema)]
#[schema(as = StockChange)]
pub struct StockChangeView {
    /// Units that were taken in, or written off when negative. Never zero.
    #[schema(minimum = -100_000_000, maximum = 100_000_000, example = 24)]
    change: i64,
    /// Reason that the person gave for the adjustment, up to 255 characters.
    #[schema(value_type = words::Reason)]
    reason: String,
    /// Member who adjusted the stock, with the role used for it.
    by: StockChangeActor,
    /// Time of the adjustment, UTC (RFC 3339).
    #[schema(value_type = words::Moment)]
    at: Moment,
}

/// Member who adjusted the stock of a product.
#[derive(Serialize, ToSchema)]
pub struct StockChangeActor {
    /// Role in which the member acted: `seller` or `admin`.
    #[schema(value_type = words::RoleName)]
    role: &'static str,
    /// Identifier of the member, kept after the membership ends.
    #[schema(value_type = words::MemberId)]
    id: String,
    /// Present name of the member. `null` when the person is no longer a member.
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

/// List stock changes.
///
/// Returns a page of the manual adjustments of a product's stock, the newest first: who changed it,
/// by how much, when and why. Stock that orders take and return is not listed. The seller's own
/// staff and administrators may call it. With `Accept: text/csv` the page is returned as CSV.
///
/// Errors:
/// - 400 `invalid_request`: `limit` or `cursor` is not valid.
/// - 403 `forbidden`: the caller does not manage the product's seller.
/// - 404 `not_found`: there is no product with this identifier.
#[utoipa::path(
    get, path = "/api/products/{id}/stock/changes", tag = "Products", security(("bearer" = [])),
    params(
        ("id" = inline(words::ProductId), Path, description = "Identifier of the product."),
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

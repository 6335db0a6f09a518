use axum::{extract::State, response::Response};
use docket_app::{
    Granted, SharedApp,
    names::{People, called},
    products,
};
use docket_domain::{MemberId, ProductId};
use docket_store::StockChange;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{
        ApiError, ApiPath, Caller, Limit, Moment, PageRequest, Pagination, Query, Shape, Table,
    },
    openapi::words,
};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StockChangeQuery {
    /// 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

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

/// A product's changes of stock by adjust-stock, newest first: who changed it by
/// how much, when and why. For its seller's staff and administrators. Changes
/// that were made before this list was kept are not in it.
#[utoipa::path(
    get, path = "/api/products/{id}/stock/changes", tag = "Products", security(("bearer" = [])),
    params(
        ("id" = inline(words::ProductId), Path, description = "The product."),
        StockChangeQuery,
    ),
    responses((status = OK, body = StockChangePage), (status = FORBIDDEN)),
)]
pub async fn list_stock_changes(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    ApiPath(id): ApiPath<ProductId>,
    query: Query<StockChangeQuery>,
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
    let page =
        products::list_stock_changes(&app, &granted, &id, requested.after(), requested.limit())
            .await?;
    let members = page.items.iter().filter_map(|it| it.by.parse::<MemberId>().ok());
    let people = app.people(members).await;
    let changes = page.items.iter().map(|it| StockChangeView::new(it, &people)).collect();
    let pagination = requested.pagination(page.next.as_deref());
    shape.answer(&StockChangePage { changes, pagination })
}

impl StockChangeView {
    fn new(change: &StockChange, people: &People) -> Self {
        let member = change.by.parse::<MemberId>().ok();
        let name = member.and_then(|id| called(change.role, &id, people));
        Self {
            change: change.change,
            reason: change.reason.clone(),
            by: StockChangeActor { role: change.role.name(), id: change.by.clone(), name },
            at: change.at.into(),
        }
    }
}

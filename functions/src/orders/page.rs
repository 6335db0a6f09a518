//! A page of orders, whichever list it is of.

use docket_domain::Actor;
use docket_store::OrderList;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::OrderView;
use crate::{
    App,
    http::{ApiError, Cursors, Limit, Pagination},
    openapi::words,
};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageQuery {
    /// 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    pub limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    pub cursor: Option<String>,
}

/// A page of orders.
#[derive(Serialize, ToSchema)]
pub struct OrderPage {
    /// Newest first.
    orders: Vec<OrderView>,
    /// Where the page stands.
    pagination: Pagination,
}

impl OrderPage {
    /// The only page of a list without orders.
    pub fn empty(cursors: &Cursors<'_>, limit: Limit) -> Self {
        Self { orders: Vec::new(), pagination: cursors.pagination(limit, None) }
    }
}

/// Reads a page.
pub async fn page(
    app: &App,
    actor: &Actor,
    list: &OrderList,
    cursors: &Cursors<'_>,
    after: Option<&str>,
    limit: Limit,
) -> Result<OrderPage, ApiError> {
    let page = app.store.list_orders(list, after, limit.get()).await?;
    let stamp = app.stamp()?;
    let orders = page.items.iter().map(|order| OrderView::new(order, actor, &stamp)).collect();
    Ok(OrderPage { orders, pagination: cursors.pagination(limit, page.next.as_deref()) })
}

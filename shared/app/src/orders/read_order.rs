//! Reading an order and, for callers who manage its seller, its history and messages.

use docket_domain::{Actor, NoticeRecord, Order, OrderId, WithheldNotice};

use super::access::{manages, order_to_manage, visible};
use crate::{App, AppError, names::People};

/// An order, with the names of the people who changed it.
#[derive(Debug)]
pub struct NamedOrder {
    /// The order.
    pub order: Order,
    /// The people who changed it, for its seller's staff and administrators. Others see only roles
    /// and ids.
    pub people: Option<People>,
}

/// An order with its whole history, and the names of the people who changed it.
#[derive(Debug)]
pub struct OrderHistory {
    /// The order, all lines of its history included.
    pub order: Order,
    /// The people who changed it.
    pub people: People,
}

/// An order with the data that only its seller's staff and administrators see.
#[derive(Debug)]
pub struct InternalOrder {
    /// The order. Of a long history, it has only the lines that are stored in its own item.
    pub order: Order,
    /// The order with its whole history.
    pub history: OrderHistory,
    /// Messages about it that were not sent in the last 90 days, the oldest
    /// first.
    pub withheld: Vec<WithheldNotice>,
}

/// Reads an order for a caller who may see it in one of their capacities.
///
/// # Errors
///
/// [`AppError::NotFound`] when it does not exist or the caller may not see it.
pub async fn read_order(app: &App, id: OrderId, who: &[Actor]) -> Result<NamedOrder, AppError> {
    let order = visible(app, id, who).await?;
    Ok(named(app, order, who).await)
}

/// Reads an order with its whole history for a caller who manages its seller.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] when the caller
/// sees it and does not manage its seller, such as its buyer.
pub async fn order_history(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<OrderHistory, AppError> {
    let (order, _) = order_to_manage(app, id, who).await?;
    history(app, order).await
}

/// Reads an order with the data that only callers see who manage its seller.
///
/// # Errors
///
/// As [`order_history`].
pub async fn read_internal_order(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<InternalOrder, AppError> {
    let (order, _) = order_to_manage(app, id, who).await?;
    let history = history(app, order.clone()).await?;
    let notices = app.store.notices(id.suffix()).await?;
    let withheld = notices.iter().filter_map(NoticeRecord::withheld).collect();
    Ok(InternalOrder { order, history, withheld })
}

/// The messages about an order, for a caller who manages its seller.
///
/// # Errors
///
/// As [`order_history`].
pub async fn order_messages(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<Vec<NoticeRecord>, AppError> {
    order_to_manage(app, id, who).await?;
    Ok(app.store.notices(id.suffix()).await?)
}

/// An order, with names for a caller who manages its seller.
pub(super) async fn named(app: &App, order: Order, who: &[Actor]) -> NamedOrder {
    let shown = who.iter().any(|actor| manages(&order, actor));
    let people = if shown { Some(app.people_of(&order).await) } else { None };
    NamedOrder { order, people }
}

async fn history(app: &App, order: Order) -> Result<OrderHistory, AppError> {
    let order = app.store.with_history(order).await?;
    let people = app.people_of(&order).await;
    Ok(OrderHistory { order, people })
}

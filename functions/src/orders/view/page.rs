//! A page of orders, whichever list it is of.

use docket_app::{App, AppError};
use docket_domain::{Actor, OrderFilter, SellerId};
use docket_store::{OrderList, StoreError, Whose};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::order::OrderView;
use crate::{
    http::{DaysView, PageRequest, Pagination, Table},
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
    /// Newest first, or as `sort` says.
    orders: Vec<OrderView>,
    /// Which calendar the days of the request are of, where it names any.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<DaysView>,
    /// Where the page stands.
    pagination: Pagination,
}

impl Table for OrderPage {
    const ROWS: &'static str = "orders";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "sellerId",
        "seller.name",
        "lifecycle.name",
        "status",
        "phase",
        "customer.userId",
        "customer.name",
        "customer.phone",
        "customer.email",
        "items",
        "subtotal",
        "discount",
        "charges.deliveryFee",
        "charges.packagingFee",
        "charges.taxAmount",
        "grandTotal",
        "currency",
        "payment.status",
        "payment.amountDue",
        "payment.amountPaid",
        "payment.amountRefunded",
        "fulfilment.method",
        "fulfilment.address.line1",
        "fulfilment.address.line2",
        "fulfilment.address.locality",
        "fulfilment.address.city",
        "fulfilment.address.state",
        "fulfilment.address.postalCode",
        "fulfilment.address.country",
        "fulfilment.zoneId",
        "fulfilment.zone.name",
        "fulfilment.requestedFor",
        "vouchers",
        "menuType",
        "mealWindow",
        "notes",
        "internalNotes",
        "priority",
        "sla.dueAt",
        "sla.breached",
        "acceptance.dueAt",
        "acceptance.escalatedAt",
        "acceptance.rejectAt",
        "estimatedPrepTime",
        "estimatedDeliveryTime",
        "placedAt",
        "acceptedAt",
        "preparingAt",
        "readyAt",
        "pickedUpAt",
        "outForDeliveryAt",
        "shippedAt",
        "deliveredAt",
        "completedAt",
        "rejectedAt",
        "cancelledAt",
        "failedAt",
        "cancellation.at",
        "cancellation.cancelledBy",
        "cancellation.reason",
        "cancellation.refundInitiated",
        "cancellation.vouchersRestored",
        "groupId",
        "splitFrom",
        "splitInto",
        "mergedFrom",
        "mergedInto",
        "templateId",
        "occurrence",
        "batchId",
        "driverId",
        "deliverySequence",
        "version",
    ];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }

    fn days(&self) -> Option<&DaysView> {
        self.days.as_ref()
    }
}

impl OrderPage {
    /// The only page of a list without orders.
    pub fn empty(requested: &PageRequest<'_>) -> Self {
        Self { orders: Vec::new(), days: None, pagination: requested.pagination(None) }
    }

    /// The page of a request whose days are of that calendar.
    pub fn of(self, days: Option<DaysView>) -> Self {
        Self { days, ..self }
    }
}

/// Reads a page.
pub async fn page(
    app: &App,
    who: &[Actor],
    list: &OrderList,
    requested: &PageRequest<'_>,
) -> Result<OrderPage, AppError> {
    let page = Box::pin(app.store.list_orders(list, requested.after(), requested.limit()));
    let (page, total) = tokio::try_join!(page, total(app, list))?;
    let stamp = app.stamp()?;
    let orders =
        page.items.iter().map(|order| OrderView::new(order, who, &stamp).in_list()).collect();
    let pagination = requested.pagination(page.next.as_deref());
    Ok(OrderPage { orders, days: None, pagination: Pagination { total, ..pagination } })
}

/// The most urgent orders of a seller, on one page.
pub async fn urgent(
    app: &App,
    who: &[Actor],
    (seller, filter): (&SellerId, &OrderFilter),
    requested: &PageRequest<'_>,
) -> Result<OrderPage, AppError> {
    let found = app.store.urgent_orders(seller, filter, requested.limit()).await?;
    let stamp = app.stamp()?;
    let orders = found.iter().map(|order| OrderView::new(order, who, &stamp).in_list()).collect();
    Ok(OrderPage { orders, days: None, pagination: requested.pagination(None) })
}

/// How many orders are in a list, where the counters know.
async fn total(app: &App, list: &OrderList) -> Result<Option<u64>, StoreError> {
    let seller = match &list.of {
        Whose::All { .. } => None,
        Whose::Seller(seller) => Some(seller),
        Whose::Customer(_) => return Ok(None),
    };
    if !list.filter.is_counted() {
        return Ok(None);
    }
    Ok(Some(list.filter.total(&app.store.totals(seller).await?)))
}

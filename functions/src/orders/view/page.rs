//! A page of orders as callers see it, whichever list it is of.

use docket_app::{PageRequest, orders::ListedOrders};
use docket_domain::{Actor, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{order::OrderView, row::RowPage};
use crate::http::{DaysView, Pagination, Table};

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

/// A page of orders, in whichever form it was asked for.
#[derive(ToSchema)]
#[schema(as = ListedOrders)]
#[serde(untagged)]
#[expect(dead_code, reason = "it describes an answer")]
pub enum ListedOrdersBody {
    /// With all that there is of each.
    Full(OrderPage),
    /// With a row of each.
    Rows(RowPage),
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
    /// The page that was asked for, as somebody with these capacities sees its
    /// orders.
    pub fn new(
        listed: &ListedOrders,
        (who, stamp): (&[Actor], &Stamp),
        requested: &PageRequest<'_>,
        days: Option<DaysView>,
    ) -> Self {
        let ListedOrders { orders, next, total } = listed;
        let view = |order| OrderView::new(order, who, stamp).in_list();
        let orders = orders.iter().map(view).collect();
        let pagination = Pagination { total: *total, ..Pagination::of(requested, next.as_deref()) };
        Self { orders, days, pagination }
    }
}

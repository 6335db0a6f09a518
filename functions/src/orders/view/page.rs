//! A page of orders, for every list of orders.

use std::borrow::Cow;

use docket_app::{PageRequest, orders::ListedOrders};
use docket_domain::{Actor, Stamp};
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{AnyOfBuilder, RefBuilder, Schema},
    },
};

use super::{order::OrderView, row::RowPage};
use crate::http::{DaysView, Pagination, Table};

/// A page of a list of orders, each with all of its fields.
#[derive(Serialize, ToSchema)]
pub struct OrderPage {
    /// Orders of this page, newest first unless `sort` says otherwise.
    orders: Vec<OrderView>,
    /// Calendar by which days in the request were interpreted. Present only if the request names a
    /// day.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<DaysView>,
    /// Position of this page in the list, with the cursor of the next page.
    pagination: Pagination,
}

/// A page of orders, as full orders or as rows. A page without orders matches both schemas, so they
/// are combined by `anyOf`.
pub struct ListedOrdersBody;

impl PartialSchema for ListedOrdersBody {
    fn schema() -> RefOr<Schema> {
        let form = |name: Cow<'_, str>, description: &str| {
            RefBuilder::new()
                .ref_location_from_schema_name(name)
                .description(Some(description))
                .build()
        };
        AnyOfBuilder::new()
            .description(Some("A page of orders: full orders, or rows with `view=row`."))
            .item(form(OrderPage::name(), "Full orders (`view=full`, the default)."))
            .item(form(RowPage::name(), "Rows of orders (`view=row`)."))
            .into()
    }
}

impl ToSchema for ListedOrdersBody {
    fn name() -> Cow<'static, str> {
        "ListedOrders".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.extend([
            (OrderPage::name().into(), OrderPage::schema()),
            (RowPage::name().into(), RowPage::schema()),
        ]);
        OrderPage::schemas(schemas);
        RowPage::schemas(schemas);
    }
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
        "language",
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
        "payment.amountChargedBack",
        "payment.amountAuthorized",
        "payment.refunds",
        "payment.first.payBy",
        "payment.first.metAt",
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
        "deliveryProblem.kind",
        "deliveryProblem.notes",
        "deliveryProblem.at",
        "estimatedPrepTime",
        "estimatedDeliveryTime",
        "promisedAt",
        "promiseMoves",
        "verification.required",
        "verification.expiresAt",
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
    /// The page that was requested, for a caller with these capacities.
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

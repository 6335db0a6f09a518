//! Orders as rows of a list: a small part of each order, read from an index.

use docket_app::{PageRequest, orders::ListedRows};
use docket_domain::{Summary, Target};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{fulfilment::NamedZone, order::LifecycleView};
use crate::{
    http::{DaysView, Moment, Pagination, Table},
    openapi::{samples, words},
};

/// The part of an order that lists show (`view=row`). It is read from an index and can be a moment
/// older than the order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderRow)]
#[schema(example = samples::order_row)]
pub struct RowView {
    /// Identifier of the order, `ORD-YYYYMMDD-XXXXXXXXXX`: the UTC day of placing, and ten
    /// characters that identify the order.
    #[schema(value_type = words::OrderId)]
    id: String,
    /// Number of the order for people. It equals `id`.
    #[schema(value_type = words::OrderId)]
    order_number: String,
    /// Identifier of the seller that fulfils the order.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Version of the order, from 1. It increases with each change.
    #[schema(value_type = words::Version)]
    version: u32,
    /// Current status, one of the statuses of the order's lifecycle.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// Phase of the current status; phases are common to all lifecycles.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// The lifecycle under which the order was placed.
    lifecycle: LifecycleView,
    /// When the order was placed (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    placed_at: Moment,
    /// The customer for whom the order was placed.
    customer: RowCustomer,
    /// Number of units in all line items together.
    #[schema(value_type = words::Count)]
    item_count: u32,
    /// Total price of the order, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    grand_total: u64,
    /// ISO 4217 code of the currency of all amounts of this order.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// Payment status of the order and the amount that is still due.
    payment: RowPayment,
    /// How, where and when the customer receives the order.
    fulfilment: RowFulfilment,
    /// When the order should be ready, or for `delivery` at the customer's address (UTC, RFC 3339).
    /// Absent until the order is accepted, and if the seller has set no times for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    promised_at: Option<Moment>,
    /// The next deadline of the order: for accepting it, else for leaving its status, else the
    /// promised time. Absent if there is none, and once the order has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<TargetView>,
    /// Whether the order is in its current status for longer than the seller's limit. False if the
    /// seller has set no limit.
    sla_breached: bool,
    /// Priority of the order: `low`, `normal`, `high` or `urgent`.
    #[schema(value_type = words::PriorityName)]
    priority: &'static str,
    /// Name of the meal that the order is for. Used by kitchens; absent if none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Identifier of the order's delivery batch, the last one if it is closed. Absent if the order
    /// is in none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::BatchId>)]
    batch_id: Option<String>,
    /// Member identifier of the driver of the order's batch. Absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::MemberId>)]
    driver_id: Option<String>,
    /// Identifier of the checkout in which the order was placed together with others. Absent for an
    /// order that was placed on its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::GroupId>)]
    group_id: Option<String>,
}

/// The customer of an order, in a row.
#[derive(Serialize, ToSchema)]
struct RowCustomer {
    /// Name of the customer, as the order has it.
    #[schema(value_type = words::Name)]
    name: String,
    /// Phone number of the customer in E.164 format.
    #[schema(value_type = words::Phone)]
    phone: String,
}

/// The payment state of an order, in a row.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RowPayment {
    /// Payment status, as `payment.status` of the order describes it.
    #[schema(value_type = words::PaymentStatus)]
    status: &'static str,
    /// Amount that is still to be paid, beside what is authorized, in minor units of `currency`.
    /// Zero if the order was cancelled, rejected or failed.
    #[schema(value_type = words::Amount)]
    amount_due: u64,
}

/// How and when the customer receives an order, in a row.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RowFulfilment {
    /// How the order reaches the customer: `pickup`, `delivery` or `shipping`.
    #[schema(value_type = words::MethodName)]
    method: &'static str,
    /// Delivery zone with its name. Absent if none was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<NamedZone>,
    /// Time at which the customer wants the order (UTC, RFC 3339). Absent for as soon as possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    requested_for: Option<Moment>,
}

/// The next deadline of an order.
#[derive(Serialize, ToSchema)]
#[schema(as = Target)]
struct TargetView {
    /// What is due: `accept` (the seller should accept the order), `sla` (the order should leave
    /// its status) or `promise` (the order should be ready or delivered as promised).
    #[schema(value_type = words::TargetKindName)]
    kind: &'static str,
    /// When it is due (UTC, RFC 3339). It can be in the past.
    #[schema(value_type = words::Moment)]
    at: Moment,
}

/// A page of orders as rows (`view=row`).
#[derive(Serialize, ToSchema)]
#[schema(as = OrderRowPage)]
pub struct RowPage {
    /// Rows of this page, newest first unless `sort` says otherwise.
    orders: Vec<RowView>,
    /// Calendar by which days in the request were interpreted. Present only if the request names a
    /// day.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<DaysView>,
    /// Position of this page in the list, with the cursor of the next page.
    pagination: Pagination,
}

impl Table for RowPage {
    const ROWS: &'static str = "orders";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "sellerId",
        "lifecycle.name",
        "status",
        "phase",
        "customer.name",
        "customer.phone",
        "itemCount",
        "grandTotal",
        "currency",
        "payment.status",
        "payment.amountDue",
        "fulfilment.method",
        "fulfilment.zone.id",
        "fulfilment.zone.name",
        "fulfilment.requestedFor",
        "placedAt",
        "promisedAt",
        "target.kind",
        "target.at",
        "slaBreached",
        "priority",
        "mealWindow",
        "batchId",
        "driverId",
        "groupId",
        "version",
    ];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }

    fn days(&self) -> Option<&DaysView> {
        self.days.as_ref()
    }
}

impl RowPage {
    /// The page of rows that was requested.
    pub fn new(
        listed: &ListedRows,
        now: Timestamp,
        requested: &PageRequest<'_>,
        days: Option<DaysView>,
    ) -> Self {
        let ListedRows { rows, next, total } = listed;
        let orders = rows.iter().map(|row| RowView::new(row, now)).collect();
        let pagination = Pagination { total: *total, ..Pagination::of(requested, next.as_deref()) };
        Self { orders, days, pagination }
    }
}

impl RowView {
    fn new(row: &Summary, now: Timestamp) -> Self {
        let details = &row.details;
        let id = row.id.to_string();
        Self {
            order_number: id.clone(),
            id,
            seller_id: row.seller.to_string(),
            version: row.version,
            status: row.status.name,
            phase: row.status.phase.name(),
            lifecycle: LifecycleView::of(row.lifecycle),
            placed_at: row.placed_at.into(),
            customer: RowCustomer {
                name: row.name.to_string(),
                phone: row.phone.as_str().to_owned(),
            },
            item_count: details.item_count,
            grand_total: row.total.minor(),
            currency: row.currency.code(),
            payment: RowPayment {
                status: details.payment.name(),
                amount_due: details.amount_due.minor(),
            },
            fulfilment: RowFulfilment {
                method: details.method.name(),
                zone: row
                    .zone
                    .as_ref()
                    .map(|zone| NamedZone::new(zone, details.zone_name.as_ref())),
                requested_for: details.requested_for.map(Into::into),
            },
            promised_at: details.promised_at.map(Into::into),
            target: row.target().map(TargetView::from),
            sla_breached: row.is_breached(now),
            priority: row.priority.name(),
            meal_window: row.meal_window.as_ref().map(ToString::to_string),
            batch_id: details.batch.as_ref().map(ToString::to_string),
            driver_id: row.driver.as_ref().map(ToString::to_string),
            group_id: details.group.clone(),
        }
    }
}

impl From<Target> for TargetView {
    fn from(Target { kind, at }: Target) -> Self {
        Self { kind: kind.name(), at: at.into() }
    }
}

//! Orders as the rows of a list.

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

/// What a list shows of an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderRow)]
#[schema(example = samples::order_row)]
pub struct RowView {
    /// `ORD-YYYYMMDD-XXXXXXXXXX`.
    #[schema(value_type = words::OrderId)]
    id: String,
    /// Equal to `id`.
    #[schema(value_type = words::OrderId)]
    order_number: String,
    /// Who fulfils it.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Rises with each change.
    #[schema(value_type = words::Version)]
    version: u32,
    /// Where it is, in its lifecycle's words.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// Where it is, in the words of all lifecycles.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// The rules that it was placed under.
    lifecycle: LifecycleView,
    /// When it was placed.
    #[schema(value_type = words::Moment)]
    placed_at: Moment,
    /// Who ordered.
    customer: RowCustomer,
    /// How many units it holds.
    #[schema(value_type = words::Count)]
    item_count: u32,
    /// Owed in all.
    #[schema(value_type = words::Amount)]
    grand_total: u64,
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// What was paid.
    payment: RowPayment,
    /// How it reaches the buyer.
    fulfilment: RowFulfilment,
    /// When its buyer may expect it: at the address where the seller brings it,
    /// else made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    promised_at: Option<Moment>,
    /// By when something should happen to it: that it is accepted, else that it
    /// leaves its status, else that it is where its buyer expects it.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<TargetView>,
    /// Whether it is in its status for longer than it should, if that is measured.
    sla_breached: bool,
    /// `low`, `normal`, `high` or `urgent`.
    #[schema(value_type = words::PriorityName)]
    priority: &'static str,
    /// The meal (kitchens).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// The batch that it is brought in, or was last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::BatchId>)]
    batch_id: Option<String>,
    /// Who brings it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::MemberId>)]
    driver_id: Option<String>,
    /// The checkout that it was placed in, together with other orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::GroupId>)]
    group_id: Option<String>,
}

/// Who ordered, in a row.
#[derive(Serialize, ToSchema)]
struct RowCustomer {
    /// The name.
    #[schema(value_type = words::Name)]
    name: String,
    /// E.164.
    #[schema(value_type = words::Phone)]
    phone: String,
}

/// What was paid, in a row.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RowPayment {
    /// Where the money is.
    #[schema(value_type = words::PaymentStatus)]
    status: &'static str,
    /// Still to be paid beside what is held, in minor units; 0 once the order is stopped.
    #[schema(value_type = words::Amount)]
    amount_due: u64,
}

/// How an order reaches its buyer, in a row.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RowFulfilment {
    /// `pickup`, `delivery` or `shipping`.
    #[schema(value_type = words::MethodName)]
    method: &'static str,
    /// The seller's zone, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<NamedZone>,
    /// When it is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    requested_for: Option<Moment>,
}

/// By when something should happen to an order.
#[derive(Serialize, ToSchema)]
#[schema(as = Target)]
struct TargetView {
    /// `accept`: its seller should accept it. `sla`: it should leave its status.
    /// `promise`: it should be where its buyer expects it.
    #[schema(value_type = words::TargetKindName)]
    kind: &'static str,
    /// By when.
    #[schema(value_type = words::Moment)]
    at: Moment,
}

/// A page of rows.
#[derive(Serialize, ToSchema)]
#[schema(as = OrderRowPage)]
pub struct RowPage {
    /// Newest first, or as `sort` says.
    orders: Vec<RowView>,
    /// Which calendar the days of the request are of, where it names any.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<DaysView>,
    /// Where the page stands.
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
    /// The page that was asked for.
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

//! Handler of order-statistics: key figures of one order.

use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp,
    orders::{OrderFigures, SlaOutcome, StatusTime, order_figures},
};
use docket_domain::{Order, OrderId, TargetOutcome};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::{samples, words},
};

/// The answer to a request for an order's statistics.
#[derive(Serialize, ToSchema)]
pub struct OrderFiguresBody {
    /// Quantities, averages and times of the order.
    statistics: OrderFiguresView,
}

/// Quantities, averages and times of one order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderStatistics, example = samples::order_statistics)]
pub struct OrderFiguresView {
    /// Identifier of the order that the figures describe.
    #[schema(value_type = words::OrderId)]
    order_id: String,
    /// Number of line items of the order.
    #[schema(value_type = words::Count)]
    item_count: usize,
    /// Number of units in all line items together.
    #[schema(value_type = words::Count)]
    total_quantity: u64,
    /// Average number of units per line item, rounded to two decimal places.
    #[schema(example = 1.5)]
    average_quantity: f64,
    /// Average price of one unit including add-ons, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    average_unit_price: u64,
    /// Average total price of a line item, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    average_item_total: u64,
    /// Sum of all line items, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    subtotal: u64,
    /// Total price in minor units of `currency`: subtotal, less discount, plus charges.
    #[schema(value_type = words::Amount)]
    grand_total: u64,
    /// ISO 4217 code of the currency of all amounts.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// Time spent in each status that the order has been in, in the sequence in which it first
    /// entered them.
    time_in_status: Vec<StatusTimeView>,
    /// Seconds from placing to the phase `done`; null if the order is not in that phase.
    #[schema(value_type = Option<words::Seconds>, required)]
    seconds_to_completion: Option<u64>,
    /// Whether the order kept the seller's time limits; null if there are none for the statuses
    /// that it has been in.
    #[schema(required)]
    sla: Option<SlaOutcomeView>,
}

/// Time that an order spent in one status, all visits together.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StatusTime)]
pub struct StatusTimeView {
    /// The status in which the time was spent.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// Phase of the status, common to all lifecycles.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// Time in whole seconds; up to now for the current status.
    #[schema(value_type = words::Seconds)]
    seconds: u64,
    /// Whether the order is in this status now.
    current: bool,
}

/// Whether an order kept the seller's time limits.
#[derive(Serialize, ToSchema)]
#[schema(as = SlaOutcome)]
pub struct SlaOutcomeView {
    /// Whether the order kept all of the limits.
    met: bool,
    /// One entry for each status with a limit that the order has been in.
    targets: Vec<TargetView>,
}

/// The time limit of a status, and how long the order was in it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TargetView {
    /// The status that the limit is for.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// Longest time in seconds that the order may stay in the status at a time.
    #[schema(value_type = words::Seconds)]
    target_seconds: u64,
    /// Longest time in seconds that the order was in the status at a time, up to now.
    #[schema(value_type = words::Seconds)]
    longest_seconds: u64,
    /// Whether the order always kept the limit of this status.
    met: bool,
}

/// Get an order's statistics.
///
/// Returns key figures of one order: quantities, averages, the time spent in each status, the time
/// to completion and whether the seller's time limits were kept. Its buyer, its seller's staff, the
/// driver of its batch and administrators may call it.
///
/// The `ETag` is the order's version. With `If-None-Match`, the answer is 304 if the order has not
/// changed; the time in the current status grows without a new version.
///
/// Errors:
///
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
#[utoipa::path(
    get, path = "/api/orders/{id}/statistics", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
    ),
    responses((status = OK, body = OrderFiguresBody)),
)]
pub async fn order_statistics(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<Response, ApiError> {
    let (order, figures) = order_figures(&app, id, caller.capacities()?).await?;
    let statistics = OrderFiguresView::new(&order, figures);
    Ok(conditions.answer(order.version, Json(OrderFiguresBody { statistics })))
}

impl OrderFiguresView {
    fn new(order: &Order, figures: OrderFigures) -> Self {
        let OrderFigures {
            item_count,
            total_quantity,
            average_quantity,
            average_unit_price,
            average_item_total,
            time_in_status,
            seconds_to_completion,
            sla,
        } = figures;
        Self {
            order_id: order.id.to_string(),
            item_count,
            total_quantity,
            average_quantity,
            average_unit_price,
            average_item_total,
            subtotal: order.subtotal().minor(),
            grand_total: order.grand_total().minor(),
            currency: order.currency.code(),
            time_in_status: time_in_status.iter().map(StatusTimeView::from).collect(),
            seconds_to_completion,
            sla: sla.as_ref().map(SlaOutcomeView::from),
        }
    }
}

impl From<&StatusTime> for StatusTimeView {
    fn from(time: &StatusTime) -> Self {
        let StatusTime { status, seconds, current } = *time;
        Self { status: status.name, phase: status.phase.name(), seconds, current }
    }
}

impl From<&SlaOutcome> for SlaOutcomeView {
    fn from(outcome: &SlaOutcome) -> Self {
        let targets = outcome.targets.iter().map(TargetView::from).collect();
        Self { met: outcome.met, targets }
    }
}

impl From<&TargetOutcome> for TargetView {
    fn from(outcome: &TargetOutcome) -> Self {
        Self {
            status: outcome.status.name,
            target_seconds: u64::from(outcome.target.minutes()) * 60,
            longest_seconds: outcome.longest,
            met: outcome.met,
        }
    }
}

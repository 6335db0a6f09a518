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

/// The answer to a request for an order's figures.
#[derive(Serialize, ToSchema)]
pub struct OrderFiguresBody {
    /// The figures.
    statistics: OrderFiguresView,
}

/// An order in figures.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderStatistics, example = samples::order_statistics)]
pub struct OrderFiguresView {
    /// The order.
    #[schema(value_type = words::OrderId)]
    order_id: String,
    /// Its lines.
    #[schema(value_type = words::Count)]
    item_count: usize,
    /// Pieces of all lines.
    #[schema(value_type = words::Count)]
    total_quantity: u64,
    /// Pieces of a line, on average.
    #[schema(example = 1.5)]
    average_quantity: f64,
    /// What a piece costs on average, extras included, in minor units.
    #[schema(value_type = words::Amount)]
    average_unit_price: u64,
    /// What a line comes to on average, in minor units.
    #[schema(value_type = words::Amount)]
    average_item_total: u64,
    /// The sum of the lines.
    #[schema(value_type = words::Amount)]
    subtotal: u64,
    /// Owed in all.
    #[schema(value_type = words::Amount)]
    grand_total: u64,
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// How long it was in each of its statuses, in their order.
    time_in_status: Vec<StatusTimeView>,
    /// From placing to being done; null while it is not.
    #[schema(value_type = Option<words::Seconds>, required)]
    seconds_to_completion: Option<u64>,
    /// Whether it kept to its seller's targets; null when there are none for
    /// the statuses that it was in.
    #[schema(required)]
    sla: Option<SlaOutcomeView>,
}

/// How long an order was in one status, every time taken together.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StatusTime)]
pub struct StatusTimeView {
    /// The status.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// Its phase.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// How long.
    #[schema(value_type = words::Seconds)]
    seconds: u64,
    /// Whether it is there still.
    current: bool,
}

/// Whether an order kept to its targets.
#[derive(Serialize, ToSchema)]
#[schema(as = SlaOutcome)]
pub struct SlaOutcomeView {
    /// Whether it kept to all of them.
    met: bool,
    /// One after the other.
    targets: Vec<TargetView>,
}

/// A target of a status.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TargetView {
    /// The status.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// How long the order might stay there at a time.
    #[schema(value_type = words::Seconds)]
    target_seconds: u64,
    /// How long it did at most.
    #[schema(value_type = words::Seconds)]
    longest_seconds: u64,
    /// Whether it kept to it.
    met: bool,
}

/// Get an order's figures.
///
/// Returns an order in figures: how much it holds, and how long it was in each status.
/// Who may see the order may read them.
#[utoipa::path(
    get, path = "/api/orders/{id}/statistics", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
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

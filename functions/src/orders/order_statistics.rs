use std::collections::BTreeMap;

use axum::{Json, extract::State, response::Response};
use docket_app::{SharedApp, orders::access::visible};
use docket_domain::{Order, OrderId, Phase};
use jiff::Timestamp;
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
    statistics: OrderFigures,
}

/// An order in figures.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderStatistics, example = samples::order_statistics)]
pub struct OrderFigures {
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
    time_in_status: Vec<StatusTime>,
    /// From placing to being done; null while it is not.
    #[schema(value_type = Option<words::Seconds>, required)]
    seconds_to_completion: Option<u64>,
    /// Whether it kept to its seller's targets; null when there are none for
    /// the statuses that it was in.
    #[schema(required)]
    sla: Option<SlaOutcome>,
}

/// How long an order was in one status, every time taken together.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusTime {
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
pub struct SlaOutcome {
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

/// An order in figures: what is in it, and how long what took.
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
    let order = visible(&app, id, caller.capacities()?).await?;
    let order = app.store.with_history(order).await?;
    let statistics = OrderFigures::of(&order, app.now());
    Ok(conditions.answer(order.version, Json(OrderFiguresBody { statistics })))
}

impl OrderFigures {
    fn of(order: &Order, now: Timestamp) -> Self {
        let items = order.lines.len();
        let pieces: u64 = order.lines.iter().map(|line| u64::from(line.quantity.get())).sum();
        let subtotal = order.subtotal().minor();
        let done = order.first_in(Phase::Done).filter(|_| order.status.phase == Phase::Done);
        Self {
            order_id: order.id.to_string(),
            item_count: items,
            total_quantity: pieces,
            average_quantity: hundredths(pieces, items as u64),
            average_unit_price: average(subtotal, pieces),
            average_item_total: average(subtotal, items as u64),
            subtotal,
            grand_total: order.grand_total().minor(),
            currency: order.currency.code(),
            time_in_status: times(order, now),
            seconds_to_completion: done.map(|done| seconds(order.placed_at, done)),
            sla: sla(order, now),
        }
    }
}

fn times(order: &Order, now: Timestamp) -> Vec<StatusTime> {
    let stays = order.times_in_status();
    let mut total: BTreeMap<&str, u64> = BTreeMap::new();
    for stay in &stays {
        let spent = stay.seconds.unwrap_or_else(|| seconds(stay.from, now));
        *total.entry(stay.status.name).or_default() += spent;
    }
    let first = stays.iter().filter_map(|stay| {
        Some(StatusTime {
            status: stay.status.name,
            phase: stay.status.phase.name(),
            // Taken where the status comes first.
            seconds: total.remove(stay.status.name)?,
            current: stay.status == order.status,
        })
    });
    first.collect()
}

fn sla(order: &Order, now: Timestamp) -> Option<SlaOutcome> {
    let outcomes = order.target_outcomes(now);
    let targets: Vec<_> = outcomes
        .iter()
        .map(|outcome| TargetView {
            status: outcome.status.name,
            target_seconds: u64::from(outcome.target.minutes()) * 60,
            longest_seconds: outcome.longest,
            met: outcome.met,
        })
        .collect();
    let met = targets.iter().all(|target| target.met);
    (!targets.is_empty()).then_some(SlaOutcome { met, targets })
}

fn seconds(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_secs()).unwrap_or(0)
}

/// Rounded half up; nothing of nothing.
pub fn average(sum: u64, count: u64) -> u64 {
    sum.saturating_add(count / 2).checked_div(count).unwrap_or(0)
}

/// A ratio to two places.
fn hundredths(sum: u64, count: u64) -> f64 {
    let hundredths = u32::try_from(average(sum.saturating_mul(100), count)).unwrap_or(u32::MAX);
    f64::from(hundredths) / 100.0
}

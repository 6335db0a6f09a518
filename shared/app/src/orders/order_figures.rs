//! Figures of one order: quantities, averages, and the time in each status.

use std::collections::BTreeMap;

use docket_domain::{Actor, Order, OrderId, Phase, Status, TargetOutcome};
use jiff::Timestamp;

use super::access::visible;
use crate::{
    App, AppError,
    rounding::{average, average_to_hundredths},
};

/// Figures of one order.
#[derive(Debug)]
pub struct OrderFigures {
    /// The number of line items.
    pub item_count: usize,
    /// The number of pieces in all line items.
    pub total_quantity: u64,
    /// The average number of pieces of a line item, to two decimal places.
    pub average_quantity: f64,
    /// The average price of a piece with its extras, in minor units.
    pub average_unit_price: u64,
    /// The average total of a line item, in minor units.
    pub average_item_total: u64,
    /// How long the order was in each of its statuses, sorted by when it first entered them.
    pub time_in_status: Vec<StatusTime>,
    /// Seconds from placing the order to its completion; absent while it is not completed.
    pub seconds_to_completion: Option<u64>,
    /// Whether it met its seller's targets; absent when the seller has no targets for the
    /// statuses that it was in.
    pub sla: Option<SlaOutcome>,
}

/// How long an order was in one status in total.
#[derive(Debug)]
pub struct StatusTime {
    /// The status.
    pub status: &'static Status,
    /// The total time in the status, in whole seconds.
    pub seconds: u64,
    /// Whether the order is in the status now.
    pub current: bool,
}

/// Whether an order met its targets.
#[derive(Debug)]
pub struct SlaOutcome {
    /// Whether it met all of them.
    pub met: bool,
    /// The outcome of each target.
    pub targets: Vec<TargetOutcome>,
}

/// Reads an order with its figures, for a caller who may see it in one of the capacities `who`.
///
/// # Errors
///
/// [`AppError::NotFound`] when the order does not exist or the caller may not see it.
pub async fn order_figures(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<(Order, OrderFigures), AppError> {
    let order = visible(app, id, who).await?;
    let order = app.store.with_history(order).await?;
    let figures = OrderFigures::of(&order, app.now());
    Ok((order, figures))
}

impl OrderFigures {
    fn of(order: &Order, now: Timestamp) -> Self {
        let items = order.lines.len();
        let pieces: u64 = order.lines.iter().map(|line| u64::from(line.quantity.get())).sum();
        let subtotal = order.subtotal().minor();
        let done = order.first_in(Phase::Done).filter(|_| order.status.phase == Phase::Done);
        Self {
            item_count: items,
            total_quantity: pieces,
            average_quantity: average_to_hundredths(pieces, items as u64),
            average_unit_price: average(subtotal, pieces),
            average_item_total: average(subtotal, items as u64),
            time_in_status: times(order, now),
            seconds_to_completion: done.map(|done| seconds(order.placed_at, done)),
            sla: sla(order, now),
        }
    }
}

fn times(order: &Order, now: Timestamp) -> Vec<StatusTime> {
    let times = order.times_in_status();
    let mut total: BTreeMap<&str, u64> = BTreeMap::new();
    for time in &times {
        let spent = time.seconds.unwrap_or_else(|| seconds(time.from, now));
        *total.entry(time.status.name).or_default() += spent;
    }
    let first = times.iter().filter_map(|time| {
        Some(StatusTime {
            status: time.status,
            // The total belongs to the first time in the status; later times are skipped.
            seconds: total.remove(time.status.name)?,
            current: time.status == order.status,
        })
    });
    first.collect()
}

fn sla(order: &Order, now: Timestamp) -> Option<SlaOutcome> {
    let targets = order.target_outcomes(now);
    let met = targets.iter().all(|target| target.met);
    (!targets.is_empty()).then_some(SlaOutcome { met, targets })
}

/// Whole seconds from one moment to a later one.
fn seconds(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_secs()).unwrap_or(0)
}

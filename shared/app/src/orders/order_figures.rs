//! An order in figures: what is in it, and how long what took.

use std::collections::BTreeMap;

use docket_domain::{Actor, Order, OrderId, Phase, Status, TargetOutcome};
use jiff::Timestamp;

use super::access::visible;
use crate::{
    App, AppError,
    rounding::{average, average_to_hundredths},
};

/// An order in figures.
#[derive(Debug)]
pub struct OrderFigures {
    /// Its lines.
    pub item_count: usize,
    /// Pieces of all lines.
    pub total_quantity: u64,
    /// Pieces of a line, on average, to two places.
    pub average_quantity: f64,
    /// What a piece costs on average, extras included, in minor units.
    pub average_unit_price: u64,
    /// What a line comes to on average, in minor units.
    pub average_item_total: u64,
    /// How long it was in each of its statuses, in their order.
    pub time_in_status: Vec<StatusTime>,
    /// Seconds from placing to being done; nothing while it is not.
    pub seconds_to_completion: Option<u64>,
    /// Whether it kept to its seller's targets; nothing when there are none for
    /// the statuses that it was in.
    pub sla: Option<SlaOutcome>,
}

/// How long an order was in one status, every time taken together.
#[derive(Debug)]
pub struct StatusTime {
    /// The status.
    pub status: &'static Status,
    /// How long, in whole seconds.
    pub seconds: u64,
    /// Whether it is there still.
    pub current: bool,
}

/// Whether an order kept to its targets.
#[derive(Debug)]
pub struct SlaOutcome {
    /// Whether it kept to all of them.
    pub met: bool,
    /// One after the other.
    pub targets: Vec<TargetOutcome>,
}

/// Reads an order with its figures, for somebody who may see it in one of their
/// capacities.
///
/// # Errors
///
/// [`AppError::NotFound`] when there is none that they may see.
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
    let stays = order.times_in_status();
    let mut total: BTreeMap<&str, u64> = BTreeMap::new();
    for stay in &stays {
        let spent = stay.seconds.unwrap_or_else(|| seconds(stay.from, now));
        *total.entry(stay.status.name).or_default() += spent;
    }
    let first = stays.iter().filter_map(|stay| {
        Some(StatusTime {
            status: stay.status,
            // Taken where the status comes first.
            seconds: total.remove(stay.status.name)?,
            current: stay.status == order.status,
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

//! Statistics of the orders that were placed on some days: counts by status and phase, sales,
//! times in a status, and the best-selling products.

use std::collections::BTreeMap;

use docket_domain::{Counter, Phase, Span, Tally, median};
use docket_store::{ProductRow, StoreError};

use super::{
    sales::{ProductSales, Sales, positive},
    scope::Scope,
};
use crate::{App, rounding::share};

/// The most products that are ranked. Each product is one row per month to read.
const RANKED: u32 = 1_000;
/// How many of the ranked products are returned.
const TOP: usize = 10;

/// Statistics of the orders that were placed on some days.
#[derive(Debug)]
pub struct OrderStats {
    /// Orders in all.
    pub orders: u64,
    /// Orders by the status that they are in now.
    pub by_status: Vec<StatusCount>,
    /// Orders by the phase that they are in now.
    pub by_phase: Vec<PhaseCount>,
    /// Sales, one entry for each currency.
    pub sales: Vec<Sales>,
    /// Confirmed orders that were stopped.
    pub stopped: u64,
    /// `stopped` divided by the number of confirmed orders, 0 to 1. Absent when no order was
    /// confirmed.
    pub cancellation_rate: Option<f64>,
    /// The median time that orders spend in each status.
    pub time_in_status: Vec<UsualTime>,
    /// The products with the most revenue. Absent for all sellers together, and for a seller
    /// that sold more products than are ranked at a time.
    pub top_products: Option<Vec<ProductSales>>,
}

/// Orders in a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCount {
    /// The status.
    pub status: String,
    /// Its phase.
    pub phase: Phase,
    /// How many orders.
    pub count: u64,
}

/// Orders in a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseCount {
    /// The phase.
    pub phase: Phase,
    /// How many orders.
    pub count: u64,
}

/// The median time that orders spend in a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsualTime {
    /// The status.
    pub status: String,
    /// The median of the times in the status, accurate to an eighth of its value.
    pub median_seconds: u64,
    /// How many times orders have left the status.
    pub stays: u64,
}

/// The statistics of some orders.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn order_stats(app: &App, scope: &Scope) -> Result<OrderStats, StoreError> {
    let products = async {
        match scope.id() {
            Some(seller) => app.store.products_on(seller, scope.days, None, RANKED).await.map(Some),
            None => Ok(None),
        }
    };
    let (counted, times_in_status, products) = tokio::try_join!(
        app.store.counted_on(scope.id(), scope.days),
        app.store.times_in_status_on(scope.id(), scope.days),
        products,
    )?;
    let mut tally = times_in_status;
    for day in counted.values() {
        tally.add_all(day, 1);
    }
    let top = products.filter(|it| it.next.is_none()).map(|it| top(it.rows));
    Ok(OrderStats::of(&tally, top))
}

impl OrderStats {
    fn of(tally: &Tally, top_products: Option<Vec<ProductSales>>) -> Self {
        let by_status = by_status(tally);
        let in_phase = |phase: Phase| {
            by_status.iter().filter(|it| it.phase == phase).map(|it| it.count).sum::<u64>()
        };
        let orders = by_status.iter().map(|it| it.count).sum::<u64>();
        let over: u64 = Phase::ALL.into_iter().filter(|it| it.is_stopped()).map(in_phase).sum();
        let stopped = positive(tally.get(&Counter::Stopped));
        // An order that was never confirmed does not count as cancelled.
        let confirmed = orders
            .saturating_sub(in_phase(Phase::Unverified))
            .saturating_sub(over.saturating_sub(stopped));
        let by_phase = Phase::ALL
            .into_iter()
            .map(|phase| PhaseCount { phase, count: in_phase(phase) })
            .filter(|it| it.count > 0)
            .collect();
        Self {
            orders,
            by_phase,
            sales: Sales::of(tally),
            stopped,
            cancellation_rate: (confirmed > 0).then(|| share(stopped, confirmed)),
            time_in_status: usual_times(tally),
            top_products,
            by_status,
        }
    }
}

fn by_status(tally: &Tally) -> Vec<StatusCount> {
    let mut counts: Vec<StatusCount> = tally
        .iter()
        .filter_map(|(counter, count)| match counter {
            Counter::Status(status, phase) if count > 0 => {
                let (status, phase) = (status.clone(), *phase);
                Some(StatusCount { status, phase, count: positive(count) })
            }
            Counter::Status(..)
            | Counter::Changes
            | Counter::Stopped
            | Counter::Sales(_)
            | Counter::Money(..)
            | Counter::TimeInStatus(..)
            | Counter::Product(..) => None,
        })
        .collect();
    counts.sort_by_key(|it| it.phase);
    counts
}

fn usual_times(tally: &Tally) -> Vec<UsualTime> {
    let mut spans: BTreeMap<&String, BTreeMap<Span, i64>> = BTreeMap::new();
    for (counter, count) in tally.iter() {
        if let Counter::TimeInStatus(status, span) = counter {
            spans.entry(status).or_default().insert(*span, count);
        }
    }
    let time = |(status, spans): (&String, BTreeMap<Span, i64>)| {
        let (median_seconds, stays) = median(&spans)?;
        Some(UsualTime { status: status.clone(), median_seconds, stays })
    };
    spans.into_iter().filter_map(time).collect()
}

fn top(mut rows: Vec<ProductRow>) -> Vec<ProductSales> {
    rows.sort_by_key(|row| std::cmp::Reverse((row.revenue, row.quantity)));
    rows.into_iter().take(TOP).map(ProductSales::from).collect()
}

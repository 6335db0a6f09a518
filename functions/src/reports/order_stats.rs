use std::collections::BTreeMap;

use axum::{Json, extract::State};
use docket_app::{Granted, SharedApp};
use docket_domain::{Counter, Days, Phase, Span, Sum, Tally, median};
use docket_store::ProductRow;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::scope::{Asked, Scope};
use crate::{
    http::{ApiError, Caller, DaysView, Query},
    openapi::{samples, words},
    orders::order_statistics::average,
};

/// The most products that are ranked; each is a row to be read for a month.
const RANKED: u32 = 1_000;
/// How many products are at the top.
const TOP: usize = 10;

/// Whose orders, and of which days of placing.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatsQuery {
    /// A seller; staff see their own only, administrators all unless given.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// The first day, where the seller is; 29 days before the last unless
    /// given.
    #[param(inline, value_type = Option<words::LocalDay>)]
    date_from: Option<String>,
    /// The last day, at most a year later. The default is the seller's present
    /// day; for all sellers together, the latest day that has begun anywhere.
    #[param(inline, value_type = Option<words::LocalDay>)]
    date_to: Option<String>,
}

/// The answer to a request for statistics.
#[derive(Serialize, ToSchema)]
pub struct StatsBody {
    /// The statistics.
    stats: OrderStats,
    /// Which calendar the days are of.
    days: DaysView,
}

/// What came of the orders that were placed on some days; may be some seconds
/// behind.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::order_stats)]
pub struct OrderStats {
    /// The seller; null for all.
    #[schema(value_type = Option<words::SellerId>, required)]
    seller_id: Option<String>,
    /// The first day.
    #[schema(value_type = words::LocalDay)]
    from: Date,
    /// The last day.
    #[schema(value_type = words::LocalDay)]
    to: Date,
    /// Orders in all.
    #[schema(value_type = words::Total)]
    orders: u64,
    /// Orders by the status that they are in now.
    by_status: Vec<StatusCount>,
    /// The same by phase.
    by_phase: Vec<PhaseCount>,
    /// Money, each currency for itself.
    sales: Vec<Sales>,
    /// Confirmed orders that were stopped.
    #[schema(value_type = words::Total)]
    stopped: u64,
    /// Those in proportion to all confirmed orders, 0 to 1; null when there
    /// are none.
    #[schema(required, minimum = 0, maximum = 1, example = 0.0312)]
    cancellation_rate: Option<f64>,
    /// How long orders usually stay in a status.
    time_in_status: Vec<UsualTime>,
    /// The products with the most revenue; null for all sellers together, and
    /// for a seller that sold more than can be ranked at a time.
    #[schema(required)]
    top_products: Option<Vec<ProductSales>>,
}

/// Orders in a status.
#[derive(Serialize, ToSchema)]
pub struct StatusCount {
    /// The status.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// Its phase.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// How many.
    #[schema(value_type = words::Total)]
    count: u64,
}

/// Orders in a phase.
#[derive(Serialize, ToSchema)]
pub struct PhaseCount {
    /// The phase.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// How many.
    #[schema(value_type = words::Total)]
    count: u64,
}

/// Confirmed orders that were not stopped, in minor units of one currency.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sales {
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    pub currency: String,
    /// How many.
    #[schema(value_type = words::Total)]
    pub orders: u64,
    /// Their grand totals.
    #[schema(value_type = words::Total)]
    pub revenue: u64,
    /// Of one of them, on average.
    #[schema(value_type = words::Total)]
    pub average_value: u64,
    /// What was taken off.
    #[schema(value_type = words::Total)]
    pub discount: u64,
    /// What was given back, of stopped orders too.
    #[schema(value_type = words::Total)]
    pub refunded: u64,
}

/// How long orders usually stay in a status.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UsualTime {
    /// The status.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// Half of the stays were shorter; right to an eighth of it.
    #[schema(value_type = words::Seconds)]
    median_seconds: u64,
    /// How many stays are over.
    #[schema(value_type = words::Total)]
    stays: u64,
}

/// What was sold of a product, before discounts and charges.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProductSales {
    /// The product.
    #[schema(value_type = words::ProductId)]
    pub product_id: String,
    /// What it was called when it was last ordered.
    #[schema(value_type = words::Name)]
    pub name: String,
    /// Pieces.
    #[schema(value_type = words::Total)]
    pub quantity: u64,
    /// What they came to, in minor units.
    #[schema(value_type = words::Total)]
    pub revenue: u64,
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    pub currency: &'static str,
}

/// What came of the orders of some days: by status and phase, in money, in
/// time, and which products sold best.
#[utoipa::path(
    get, path = "/api/orders/admin/stats", tag = "Reports", security(("bearer" = [])),
    params(StatsQuery), responses((status = OK, body = StatsBody), (status = FORBIDDEN), (status = NOT_FOUND)),
)]
pub async fn order_stats(
    State(app): State<SharedApp>,
    caller: Caller,
    query: Query<StatsQuery>,
) -> Result<Json<StatsBody>, ApiError> {
    let actor = caller.signed_in()?;
    let query = query.value(&Granted::to_staff(actor)?)?;
    let from = Asked { name: "dateFrom", value: query.date_from.as_deref() };
    let to = Asked { name: "dateTo", value: query.date_to.as_deref() };
    let seller = query.seller_id.as_deref();
    let scope = Scope::read(&app, actor, seller, from, to).await?;
    let products = async {
        match scope.id() {
            Some(seller) => app.store.products_on(seller, scope.days, None, RANKED).await.map(Some),
            None => Ok(None),
        }
    };
    let (counted, stays, products) = tokio::try_join!(
        app.store.counted_on(scope.id(), scope.days),
        app.store.stays_on(scope.id(), scope.days),
        products,
    )?;
    let mut tally = stays;
    for day in counted.values() {
        tally.add_all(day, 1);
    }
    let top = products.filter(|it| it.next.is_none()).map(|it| top(it.rows));
    let seller_id = scope.id().map(ToString::to_string);
    let stats = OrderStats::of(seller_id, scope.days, &tally, top);
    Ok(Json(StatsBody { stats, days: DaysView::of(&scope.calendar()) }))
}

impl OrderStats {
    fn of(
        seller_id: Option<String>,
        days: Days,
        tally: &Tally,
        top_products: Option<Vec<ProductSales>>,
    ) -> Self {
        let by_status = by_status(tally);
        let in_phase = |phase: Phase| {
            by_status.iter().filter(|it| it.phase == phase.name()).map(|it| it.count).sum::<u64>()
        };
        let orders = by_status.iter().map(|it| it.count).sum::<u64>();
        let over: u64 = Phase::ALL.into_iter().filter(|it| it.is_stopped()).map(in_phase).sum();
        let stopped = positive(tally.get(&Counter::Stopped));
        // Who never confirmed did not cancel either.
        let confirmed = orders
            .saturating_sub(in_phase(Phase::Unverified))
            .saturating_sub(over.saturating_sub(stopped));
        let by_phase = Phase::ALL
            .into_iter()
            .map(|phase| PhaseCount { phase: phase.name(), count: in_phase(phase) })
            .filter(|it| it.count > 0)
            .collect();
        Self {
            seller_id,
            from: days.from(),
            to: days.to(),
            orders,
            by_phase,
            sales: sales(tally),
            stopped,
            cancellation_rate: (confirmed > 0).then(|| rate(stopped, confirmed)),
            time_in_status: usual_times(tally),
            top_products,
            by_status,
        }
    }
}

fn by_status(tally: &Tally) -> Vec<StatusCount> {
    let mut counts: Vec<(Phase, StatusCount)> = tally
        .iter()
        .filter_map(|(counter, count)| match counter {
            Counter::Status(status, phase) if count > 0 => {
                let (status, name) = (status.clone(), phase.name());
                Some((*phase, StatusCount { status, phase: name, count: positive(count) }))
            }
            Counter::Status(..)
            | Counter::Changes
            | Counter::Stopped
            | Counter::Sales(_)
            | Counter::Money(..)
            | Counter::Stay(..)
            | Counter::Product(..) => None,
        })
        .collect();
    counts.sort_by_key(|(phase, _)| *phase);
    counts.into_iter().map(|(_, count)| count).collect()
}

/// The money of a tally, each currency for itself.
pub fn sales(tally: &Tally) -> Vec<Sales> {
    let mut currencies: Vec<&String> = tally
        .iter()
        .filter_map(|(counter, _)| match counter {
            Counter::Sales(currency) | Counter::Money(_, currency) => Some(currency),
            Counter::Status(..)
            | Counter::Changes
            | Counter::Stopped
            | Counter::Stay(..)
            | Counter::Product(..) => None,
        })
        .collect();
    currencies.sort_unstable();
    currencies.dedup();
    let of = |currency: &String| {
        let money = |sum| positive(tally.get(&Counter::Money(sum, currency.clone())));
        let orders = positive(tally.get(&Counter::Sales(currency.clone())));
        Sales {
            currency: currency.clone(),
            orders,
            revenue: money(Sum::Revenue),
            average_value: average(money(Sum::Revenue), orders),
            discount: money(Sum::Discount),
            refunded: money(Sum::Refunded),
        }
    };
    currencies.into_iter().map(of).collect()
}

fn usual_times(tally: &Tally) -> Vec<UsualTime> {
    let mut spans: BTreeMap<&String, BTreeMap<Span, i64>> = BTreeMap::new();
    for (counter, count) in tally.iter() {
        if let Counter::Stay(status, span) = counter {
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
    rows.into_iter().take(TOP).map(product).collect()
}

/// A product as a report shows it.
pub fn product(row: ProductRow) -> ProductSales {
    ProductSales {
        product_id: row.product.to_string(),
        name: row.label.name.to_string(),
        quantity: positive(row.quantity),
        revenue: positive(row.revenue),
        currency: row.label.currency.code(),
    }
}

/// Counts are never negative once everything that was published is counted;
/// before, a part may be.
pub fn positive(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// To four places.
fn rate(part: u64, whole: u64) -> f64 {
    let places = average(part.saturating_mul(10_000), whole).min(10_000);
    f64::from(u32::try_from(places).unwrap_or(0)) / 10_000.0
}

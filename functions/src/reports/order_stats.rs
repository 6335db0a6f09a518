use axum::{Json, extract::State};
use docket_app::{
    Granted, SharedApp,
    reports::{self, OrderStats, PhaseCount, Scope, StatusCount, UsualTime},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    scope::{asked_days, asked_seller},
    view::{ProductSalesView, SalesView},
};
use crate::{
    http::{ApiError, Caller, DaysView, Query},
    openapi::{samples, words},
};

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
    stats: OrderStatsView,
    /// Which calendar the days are of.
    days: DaysView,
}

/// What came of the orders that were placed on some days; may be some seconds
/// behind.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderStats, example = samples::order_stats)]
pub struct OrderStatsView {
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
    by_status: Vec<StatusCountView>,
    /// The same by phase.
    by_phase: Vec<PhaseCountView>,
    /// Money, each currency for itself.
    sales: Vec<SalesView>,
    /// Confirmed orders that were stopped.
    #[schema(value_type = words::Total)]
    stopped: u64,
    /// Those in proportion to all confirmed orders, 0 to 1; null when there
    /// are none.
    #[schema(required, minimum = 0, maximum = 1, example = 0.0312)]
    cancellation_rate: Option<f64>,
    /// How long orders usually stay in a status.
    time_in_status: Vec<UsualTimeView>,
    /// The products with the most revenue; null for all sellers together, and
    /// for a seller that sold more than can be ranked at a time.
    #[schema(required)]
    top_products: Option<Vec<ProductSalesView>>,
}

/// Orders in a status.
#[derive(Serialize, ToSchema)]
#[schema(as = StatusCount)]
pub struct StatusCountView {
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
#[schema(as = PhaseCount)]
pub struct PhaseCountView {
    /// The phase.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// How many.
    #[schema(value_type = words::Total)]
    count: u64,
}

/// How long orders usually stay in a status.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UsualTime)]
pub struct UsualTimeView {
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

/// Get order statistics.
///
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
    let seller = asked_seller(query.seller_id.as_deref(), actor)?;
    let from = ("dateFrom", query.date_from.as_deref());
    let days = asked_days(from, ("dateTo", query.date_to.as_deref()))?;
    let scope = Scope::read(&app, seller, days).await?;
    let stats = reports::order_stats(&app, &scope).await?;
    let stats = OrderStatsView::new(&scope, stats);
    Ok(Json(StatsBody { stats, days: DaysView::of(&scope.calendar()) }))
}

impl OrderStatsView {
    fn new(scope: &Scope, stats: OrderStats) -> Self {
        let OrderStats {
            orders,
            by_status,
            by_phase,
            sales,
            stopped,
            cancellation_rate,
            time_in_status,
            top_products,
        } = stats;
        let products = |top: Vec<_>| top.into_iter().map(ProductSalesView::from).collect();
        Self {
            seller_id: scope.id().map(ToString::to_string),
            from: scope.days.from(),
            to: scope.days.to(),
            orders,
            by_status: by_status.into_iter().map(StatusCountView::from).collect(),
            by_phase: by_phase.into_iter().map(PhaseCountView::from).collect(),
            sales: sales.into_iter().map(SalesView::from).collect(),
            stopped,
            cancellation_rate,
            time_in_status: time_in_status.into_iter().map(UsualTimeView::from).collect(),
            top_products: top_products.map(products),
        }
    }
}

impl From<StatusCount> for StatusCountView {
    fn from(count: StatusCount) -> Self {
        let StatusCount { status, phase, count } = count;
        Self { status, phase: phase.name(), count }
    }
}

impl From<PhaseCount> for PhaseCountView {
    fn from(count: PhaseCount) -> Self {
        let PhaseCount { phase, count } = count;
        Self { phase: phase.name(), count }
    }
}

impl From<UsualTime> for UsualTimeView {
    fn from(time: UsualTime) -> Self {
        let UsualTime { status, median_seconds, stays } = time;
        Self { status, median_seconds, stays }
    }
}

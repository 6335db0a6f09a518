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

/// Query that selects a seller and the days on which orders were placed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatsQuery {
    /// Identifier of the seller to report on. Staff can only name their own seller;
    /// administrators get all sellers together without it.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// First calendar day of placing, in the seller's time zone. Default: 29 days before the last
    /// day.
    #[param(inline, value_type = Option<words::LocalDay>)]
    date_from: Option<String>,
    /// Last calendar day of placing, not before `dateFrom` and at most 365 days after it. Default:
    /// today in the seller's time zone, or `dateFrom` if that is later. For all sellers together,
    /// today is the latest day that has begun in any time zone.
    #[param(inline, value_type = Option<words::LocalDay>)]
    date_to: Option<String>,
}

/// Answer with the statistics and the calendar of their days.
#[derive(Serialize, ToSchema)]
pub struct StatsBody {
    /// Statistics of the orders placed on the days asked for.
    stats: OrderStatsView,
    /// Calendar that the days belong to.
    days: DaysView,
}

/// Statistics of the orders that were placed on some days. They can be some seconds behind.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderStats, example = samples::order_stats)]
pub struct OrderStatsView {
    /// Identifier of the seller. `null` for all sellers together.
    #[schema(value_type = Option<words::SellerId>, required)]
    seller_id: Option<String>,
    /// First day of placing that is counted.
    #[schema(value_type = words::LocalDay)]
    from: Date,
    /// Last day of placing that is counted.
    #[schema(value_type = words::LocalDay)]
    to: Date,
    /// Number of orders, without those that wait for a required payment.
    #[schema(value_type = words::Total)]
    orders: u64,
    /// Number of orders by their present status, in the order of phases. Statuses without orders
    /// are left out.
    by_status: Vec<StatusCountView>,
    /// Number of orders by their present phase, in the order of phases. Phases without orders are
    /// left out.
    by_phase: Vec<PhaseCountView>,
    /// Sales of these orders, one row for each currency.
    sales: Vec<SalesView>,
    /// Number of verified orders that were cancelled, rejected or failed.
    #[schema(value_type = words::Total)]
    stopped: u64,
    /// Share of `stopped` in all verified orders, 0 to 1, rounded to four decimal places. `null`
    /// when there are no verified orders.
    #[schema(required, minimum = 0, maximum = 1, example = 0.0312)]
    cancellation_rate: Option<f64>,
    /// Typical time that these orders spent in each status.
    time_in_status: Vec<UsualTimeView>,
    /// Up to ten products with the highest revenue, the highest first. `null` for all sellers
    /// together, and for a seller that sold more than 1,000 different products on these days.
    #[schema(required)]
    top_products: Option<Vec<ProductSalesView>>,
}

/// Number of orders in one status.
#[derive(Serialize, ToSchema)]
#[schema(as = StatusCount)]
pub struct StatusCountView {
    /// Name of the status, as its lifecycle has it.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// Phase of the status, in the vocabulary that all lifecycles share.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// Number of orders in the status now.
    #[schema(value_type = words::Total)]
    count: u64,
}

/// Number of orders in one phase.
#[derive(Serialize, ToSchema)]
#[schema(as = PhaseCount)]
pub struct PhaseCountView {
    /// Name of the phase, in the vocabulary that all lifecycles share.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// Number of orders in the phase now.
    #[schema(value_type = words::Total)]
    count: u64,
}

/// Typical time that orders spent in one status.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UsualTime)]
pub struct UsualTimeView {
    /// Name of the status, as its lifecycle has it.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// Median of the times that orders spent in the status, in seconds. It comes from a histogram
    /// and is accurate to about an eighth.
    #[schema(value_type = words::Seconds)]
    median_seconds: u64,
    /// Number of completed times in the status that the median is taken of.
    #[schema(value_type = words::Total)]
    stays: u64,
}

/// Get order statistics.
///
/// Returns figures about the orders that were placed on some days: by status and phase, sales,
/// cancellation rate, median time per status, and the products with the highest revenue. A seller's
/// staff get their own seller, administrators any seller or all together. The figures come from
/// counters and can be some seconds behind.
///
/// Errors:
/// - 400 `invalid_request`: `sellerId` or a day is malformed, `dateTo` is before `dateFrom`, or the
///   range has more than 366 days.
/// - 403 `forbidden`: the caller is neither staff nor an administrator.
/// - 404 `not_found`: the seller does not exist, or staff named another seller than their own.
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

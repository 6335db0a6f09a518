use axum::{extract::State, response::Response};
use docket_app::{
    Fault, Granted, Limit, PageRequest, SharedApp,
    reports::{PeriodSales, Scope, sales_by_period, sales_by_product},
};
use docket_domain::Grain;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    scope::{asked_days, asked_seller},
    view::{ProductSalesView, SalesView},
};
use crate::{
    http::{ApiError, Caller, DaysView, Pagination, Query, Shape, Table},
    openapi::{samples, words},
};

/// Query that selects a seller, the days on which orders were placed, and the grouping.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportQuery {
    /// Identifier of the seller to report on. Staff can only name their own seller;
    /// administrators get all sellers together without it. Required with `by=product`.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// First calendar day of placing, in the seller's time zone. Default: 29 days before the last
    /// day.
    #[param(inline, value_type = Option<words::LocalDay>)]
    from: Option<String>,
    /// Last calendar day of placing, not before `from` and at most 365 days after it. Default:
    /// today in the seller's time zone, or `from` if that is later. For all sellers together, today
    /// is the latest day that has begun in any time zone.
    #[param(inline, value_type = Option<words::LocalDay>)]
    to: Option<String>,
    /// Grouping of the rows: `day`, `week` (from Monday), `month` or `product`. Default `day`.
    #[param(inline, value_type = Option<words::ReportGrain>)]
    by: Option<String>,
    /// Most products on the page with `by=product`, 1 to 100. Default 50. Other groupings have one
    /// page.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// `nextCursor` of the former page, with `by=product`. The first page is returned without it.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// Selection that a report is about: a seller, days of placing and a grouping.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Identifier of the seller. `null` for all sellers together.
    #[schema(value_type = Option<words::SellerId>, required)]
    seller_id: Option<String>,
    /// First day of placing that is counted.
    #[schema(value_type = words::LocalDay)]
    from: Date,
    /// Last day of placing that is counted.
    #[schema(value_type = words::LocalDay)]
    to: Date,
    /// Grouping of the rows: `day`, `week`, `month` or `product`.
    #[schema(value_type = words::ReportGrain)]
    by: &'static str,
}

/// Sales report by day, week or month.
#[derive(Serialize, ToSchema)]
pub struct PeriodReport {
    /// Seller, days and grouping of the report.
    report: Report,
    /// Calendar that the days belong to.
    days: DaysView,
    /// Rows in the order of time, one for each period and currency. Periods without sales or
    /// refunds are left out.
    sales: Vec<PeriodSalesView>,
    /// Paging fields of a list. This report has one page, so `nextCursor` is `null`.
    pagination: Pagination,
}

/// The sales report, by product.
#[derive(Serialize, ToSchema)]
pub struct ProductReport {
    /// Seller, days and grouping of the report.
    report: Report,
    /// Calendar that the days belong to.
    days: DaysView,
    /// Products in the order of their identifiers.
    products: Vec<ProductSalesView>,
    /// Page size and cursor of the next page.
    pagination: Pagination,
}

/// A sales report. Its fields depend on the grouping that the query asked for.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(example = samples::sales_report)]
#[expect(dead_code, reason = "describes what either of them is")]
pub enum SalesReport {
    /// Report with `by` set to `day`, `week` or `month`.
    Periods(PeriodReport),
    /// Report with `by` set to `product`.
    Products(ProductReport),
}

impl Table for PeriodReport {
    const ROWS: &'static str = "sales";
    const COLUMNS: &'static [&'static str] =
        &["from", "to", "currency", "orders", "revenue", "averageValue", "discount", "refunded"];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }

    fn days(&self) -> Option<&DaysView> {
        Some(&self.days)
    }
}

impl Table for ProductReport {
    const ROWS: &'static str = "products";
    const COLUMNS: &'static [&'static str] =
        &["productId", "name", "quantity", "revenue", "currency"];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }

    fn days(&self) -> Option<&DaysView> {
        Some(&self.days)
    }
}

/// Sales of one day, week or month in one currency.
#[derive(Serialize, ToSchema)]
#[schema(as = PeriodSales)]
pub struct PeriodSalesView {
    /// First day of the period that lies within the report.
    #[schema(value_type = words::LocalDay)]
    from: Date,
    /// Last day of the period that lies within the report.
    #[schema(value_type = words::LocalDay)]
    to: Date,
    #[serde(flatten)]
    sales: SalesView,
}

/// Get a sales report.
///
/// Returns sales of the orders that were placed on some days, grouped by day, week, month or
/// product. A seller's staff get their own seller, administrators any seller or all together; a
/// report by product is about one seller. The figures come from counters and can be some seconds
/// behind. With `Accept: text/csv` the report is returned as CSV.
///
/// Errors:
/// - 400 `invalid_request`: a parameter is malformed, `to` is before `from`, the range has more
///   than 366 days, or `sellerId` is missing with `by=product`.
/// - 403 `forbidden`: the caller is neither staff nor an administrator.
/// - 404 `not_found`: the seller does not exist, or staff named another seller than their own.
#[utoipa::path(
    get, path = "/api/reports/sales", tag = "Reports", security(("bearer" = [])),
    params(ReportQuery),
    responses((status = OK, body = SalesReport), (status = FORBIDDEN), (status = NOT_FOUND)),
)]
pub async fn sales_report(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<ReportQuery>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let query = query.value(&Granted::to_staff(actor)?)?;
    let limit = Limit::read(query.limit)?;
    let grain = match query.by.as_deref() {
        Some("day") | None => Some(Grain::Day),
        Some("week") => Some(Grain::Week),
        Some("month") => Some(Grain::Month),
        Some("product") => None,
        Some(_) => {
            let names = "must be one of day, week, month, product";
            return Err(Fault::parameter("by", names).into());
        }
    };
    let seller = asked_seller(query.seller_id.as_deref(), actor)?;
    let from = ("from", query.from.as_deref());
    let days = asked_days(from, ("to", query.to.as_deref()))?;
    let scope = Scope::read(&app, seller, days).await?;
    let report = Report {
        seller_id: scope.id().map(ToString::to_string),
        from: scope.days.from(),
        to: scope.days.to(),
        by: grain.map_or("product", Grain::name),
    };
    let days = DaysView::of(&scope.calendar());
    let (from, to) = (report.from.to_string(), report.to.to_string());
    let seller = report.seller_id.as_deref().unwrap_or_default();
    let query_parts = ["sales", report.by, seller, &from, &to];
    let asked = (actor.id(), &query_parts[..]);
    let requested = PageRequest::read(&app, limit, asked, query.cursor.as_deref())?;
    if let Some(grain) = grain {
        let sales = sales_by_period(&app, &scope, grain).await?;
        let sales = sales.into_iter().map(PeriodSalesView::from).collect();
        let pagination = Pagination::of(&requested, None);
        return shape.answer(&PeriodReport { report, days, sales, pagination });
    }
    let page = sales_by_product(&app, &scope, &requested).await?;
    let products = page.items.into_iter().map(ProductSalesView::from).collect();
    let pagination = Pagination::of(&requested, page.next.as_deref());
    shape.answer(&ProductReport { report, days, products, pagination })
}

impl From<PeriodSales> for PeriodSalesView {
    fn from(period: PeriodSales) -> Self {
        let PeriodSales { from, to, sales } = period;
        Self { from, to, sales: sales.into() }
    }
}

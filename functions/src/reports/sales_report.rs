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

/// Whose sales, of which days, gathered how.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportQuery {
    /// A seller; staff see their own only, administrators all unless given.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// The first day, where the seller is; 29 days before the last unless
    /// given.
    #[param(inline, value_type = Option<words::LocalDay>)]
    from: Option<String>,
    /// The last day, at most a year later. The default is the seller's present
    /// day; for all sellers together, the latest day that has begun anywhere.
    #[param(inline, value_type = Option<words::LocalDay>)]
    to: Option<String>,
    /// `day` unless given, `week`, `month` or `product`; the last for one
    /// seller only.
    #[param(inline, value_type = Option<words::ReportGrain>)]
    by: Option<String>,
    /// Products of a page, 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// Where the former page of products ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// What a report is about: orders by their day of placing. It may be some
/// seconds behind.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The seller; null for all.
    #[schema(value_type = Option<words::SellerId>, required)]
    seller_id: Option<String>,
    /// The first day.
    #[schema(value_type = words::LocalDay)]
    from: Date,
    /// The last day.
    #[schema(value_type = words::LocalDay)]
    to: Date,
    /// How it is gathered.
    #[schema(value_type = words::ReportGrain)]
    by: &'static str,
}

/// Sales by day, week or month.
#[derive(Serialize, ToSchema)]
pub struct PeriodReport {
    /// What it is about.
    report: Report,
    /// Which calendar the days are of.
    days: DaysView,
    /// Days, weeks (from Monday) or months in which there was something, in
    /// their order; each currency has a row.
    sales: Vec<PeriodSalesView>,
    /// There is one page.
    pagination: Pagination,
}

/// Sales by product.
#[derive(Serialize, ToSchema)]
pub struct ProductReport {
    /// What it is about.
    report: Report,
    /// Which calendar the days are of.
    days: DaysView,
    /// Products by their ids.
    products: Vec<ProductSalesView>,
    /// Where the page stands.
    pagination: Pagination,
}

/// A report in the shape that it was asked for.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(example = samples::sales_report)]
#[expect(dead_code, reason = "describes what either of them is")]
pub enum SalesReport {
    /// By day, week or month.
    Periods(PeriodReport),
    /// By product.
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

/// Sales of a day, a week or a month.
#[derive(Serialize, ToSchema)]
#[schema(as = PeriodSales)]
pub struct PeriodSalesView {
    /// Its first day among those asked for.
    #[schema(value_type = words::LocalDay)]
    from: Date,
    /// Its last one.
    #[schema(value_type = words::LocalDay)]
    to: Date,
    #[serde(flatten)]
    sales: SalesView,
}

/// Report sales.
///
/// Sales by day, week, month or product, in JSON or as a table.
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

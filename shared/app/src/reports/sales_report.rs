//! Sales by day, week or month, and by product.

use std::collections::BTreeMap;

use docket_domain::{Grain, ProductId, Tally};
use docket_store::{Page, StoreError};
use jiff::civil::Date;

use super::{
    sales::{ProductSales, Sales},
    scope::Scope,
};
use crate::{App, AppError, Fault, PageRequest};

/// Sales of a day, a week or a month, in one currency.
#[derive(Debug)]
pub struct PeriodSales {
    /// The first day of the period that lies in the requested days.
    pub from: Date,
    /// The last day of the period that lies in the requested days.
    pub to: Date,
    /// The sales of the period.
    pub sales: Sales,
}

/// The days, weeks (from Monday) or months that have sales, in ascending order. Each period has
/// one row for each currency.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn sales_by_period(
    app: &App,
    scope: &Scope,
    grain: Grain,
) -> Result<Vec<PeriodSales>, StoreError> {
    let mut periods: BTreeMap<(Date, Date), Tally> = BTreeMap::new();
    for (day, tally) in app.store.counted_on(scope.id(), scope.days).await? {
        periods.entry(grain.around(day, scope.days)).or_default().add_all(&tally, 1);
    }
    let rows = periods.iter().flat_map(|((from, to), tally)| {
        let row = |sales| PeriodSales { from: *from, to: *to, sales };
        Sales::of(tally).into_iter().map(row).collect::<Vec<_>>()
    });
    Ok(rows.collect())
}

/// A page of the sales of a seller's products, sorted by product id.
///
/// # Errors
///
/// [`AppError::Invalid`] when the scope is all sellers, [`AppError::Store`] when the table does
/// not answer.
pub async fn sales_by_product(
    app: &App,
    scope: &Scope,
    requested: &PageRequest<'_>,
) -> Result<Page<ProductSales>, AppError> {
    let Some(seller) = scope.id() else {
        let fault = "is required for a report by product";
        return Err(Fault::parameter("sellerId", fault).into());
    };
    let after = requested.after().and_then(|place| place.parse::<ProductId>().ok());
    let page = app.store.products_on(seller, scope.days, after.as_ref(), requested.limit()).await?;
    let items = page.rows.into_iter().map(ProductSales::from).collect();
    Ok(Page { items, next: page.next.map(|product| product.to_string()) })
}

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
    /// Its first day among those asked for.
    pub from: Date,
    /// Its last one.
    pub to: Date,
    /// Its sales.
    pub sales: Sales,
}

/// The days, weeks (from Monday) or months in which there was something, in their
/// order; each currency has a row.
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

/// A page of a seller's products by their ids.
///
/// # Errors
///
/// [`AppError::Invalid`] where all sellers are asked for, [`AppError::Store`] when
/// the table does not answer.
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

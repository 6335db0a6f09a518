//! A scheduled run, and recounts that an operator requests.

use docket_domain::{Cell, Days};
use docket_store::Saved;
use jiff::civil::Date;

use super::{Report, counters, stock};
use crate::{App, Failure};

/// How many sellers one request for recounts covers.
const SELLERS: u32 = 10;

/// Does a bounded part of the work. The next run continues.
///
/// # Errors
///
/// When the table does not answer.
pub async fn reconcile(app: &App) -> Result<Report, Failure> {
    let now = app.now();
    let mut report = Report::default();
    let before = app.store.progress().await?;
    let mut progress = before.clone();
    counters::gather(app, &mut progress, now).await?;
    counters::recount(app, &mut report, now).await?;
    stock::check(app, &mut progress, &mut report).await?;
    // Another run was faster and has done this part.
    if progress != before && app.store.keep_progress(&progress).await? == Saved::Stale {
        tracing::warn!("two runs at the same time");
    }
    tracing::info!(
        recounted = report.recounted,
        differing = report.differing,
        repaired = report.repaired,
        products = report.products,
        products_differing = report.products_differing,
        "reconciled"
    );
    Ok(report)
}

/// A request to count days of all sellers again.
#[derive(Debug)]
pub struct RecountAll {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The cursor of the previous response.
    pub cursor: Option<String>,
}

/// Requests recounts of days of all sellers, for some sellers with each request.
///
/// # Errors
///
/// When the table does not answer, or the days are no valid period.
pub async fn recount_all(app: &App, asked: &RecountAll) -> Result<Report, Failure> {
    let days = Days::between(asked.from, asked.to)?;
    let sellers = app.store.sellers(asked.cursor.as_deref(), SELLERS).await?;
    for seller in &sellers.items {
        // Days without orders are not counted again.
        let counted = app.store.counted_on(Some(&seller.id), days).await?;
        for day in counted.into_keys() {
            let cell = Cell { seller: seller.id.clone(), day };
            app.store.ask_recount(&cell, app.now()).await?;
        }
    }
    Ok(Report { next: sellers.next, ..Report::default() })
}

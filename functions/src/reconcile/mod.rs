//! Proves that what is counted adds up with the orders that there are, and
//! stock with both.
//!
//! A difference counts when it stands unchanged in two runs, because what
//! happens meanwhile makes differences that pass. Each run does a bounded part
//! of the work and keeps where it goes on.

mod counters;
mod report;
mod republish;
mod stock;

use docket_app::{App, Failure, SharedApp};
use docket_domain::Days;
use docket_store::Saved;
use serde::Deserialize;

use report::Report;

/// How many sellers a request for recounts goes through at a time.
const SELLERS: u32 = 10;

/// What a run is asked to do: what the schedule asks for names nothing.
#[derive(Debug, Deserialize)]
pub struct Asked {
    republish: Option<republish::Republish>,
    recount: Option<RecountAll>,
}

/// Days of all sellers to be counted again in the next runs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecountAll {
    from: jiff::civil::Date,
    to: jiff::civil::Date,
    /// Where the former answer ended.
    cursor: Option<String>,
}

/// Runs every quarter of an hour; or once, for what an operator asks.
pub async fn reconcile(app: SharedApp, asked: Asked) -> Result<Report, Failure> {
    if let Some(asked) = asked.republish {
        return republish::republish(&app, &asked).await;
    }
    if let Some(asked) = asked.recount {
        return ask_all(&app, &asked).await;
    }
    let now = app.now();
    let mut report = Report::default();
    let before = app.store.progress().await?;
    let mut progress = before.clone();
    counters::gather(&app, &mut progress, now).await?;
    counters::recount(&app, &mut report, now).await?;
    stock::check(&app, &mut progress, &mut report).await?;
    // Another run that was faster has done the same.
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

/// Has days of all sellers counted again, some sellers at a time.
async fn ask_all(app: &App, asked: &RecountAll) -> Result<Report, Failure> {
    let days = Days::between(asked.from, asked.to)?;
    let sellers = app.store.sellers(asked.cursor.as_deref(), SELLERS).await?;
    for seller in &sellers.items {
        // Days without orders have nothing to be counted.
        let counted = app.store.counted_on(Some(&seller.id), days).await?;
        for day in counted.into_keys() {
            let cell = docket_domain::Cell { seller: seller.id.clone(), day };
            app.store.ask_recount(&cell, app.now()).await?;
        }
    }
    Ok(Report { next: sellers.next, ..Report::default() })
}

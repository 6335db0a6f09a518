//! The function reconcile, which compares counters with the orders that exist, and stock with both.
//!
//! It reports differences and repairs counters; it never changes orders or stock.

use docket_app::{
    Failure, SharedApp,
    reconcile::{self, Report},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::http::Moment;

/// Payload of an invocation. The schedule sends neither member; an operator sends one.
#[derive(Debug, Deserialize)]
pub struct Asked {
    republish: Option<Republish>,
    recount: Option<RecountAll>,
}

/// Asks to publish order events of a period again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Republish {
    /// Start of the period, its millisecond included.
    from: Moment,
    /// End of the period, its millisecond included.
    to: Moment,
    /// `next` of the former answer. Absent in the first request.
    cursor: Option<String>,
}

/// Asks to count days of all sellers again in the next runs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecountAll {
    from: Date,
    to: Date,
    /// `next` of the former answer. Absent in the first request.
    cursor: Option<String>,
}

/// Result of one run.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reconciled {
    recounted: usize,
    differing: usize,
    repaired: usize,
    products: usize,
    products_differing: usize,
    republished: usize,
    /// Value of `cursor` for the next request. Absent when all is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Runs every quarter of an hour by schedule, or once for an operator, who republishes events or
/// recounts days.
pub async fn reconcile(app: SharedApp, asked: Asked) -> Result<Reconciled, Failure> {
    let report = match asked {
        Asked { republish: Some(Republish { from, to, cursor }), .. } => {
            let asked = reconcile::Republish { from: from.into(), to: to.into(), cursor };
            reconcile::republish(&app, &asked).await
        }
        Asked { recount: Some(RecountAll { from, to, cursor }), .. } => {
            let asked = reconcile::RecountAll { from, to, cursor };
            reconcile::recount_all(&app, &asked).await
        }
        Asked { republish: None, recount: None } => reconcile::reconcile(&app).await,
    };
    report.map(Reconciled::from)
}

impl From<Report> for Reconciled {
    fn from(report: Report) -> Self {
        let Report {
            recounted,
            differing,
            repaired,
            products,
            products_differing,
            republished,
            next,
        } = report;
        Self { recounted, differing, repaired, products, products_differing, republished, next }
    }
}

//! Proves that what is counted adds up with the orders that there are, and
//! stock with both.

use docket_app::{
    Failure, SharedApp,
    reconcile::{self, Report},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::http::Moment;

/// What a run is asked to do: what the schedule asks for names nothing.
#[derive(Debug, Deserialize)]
pub struct Asked {
    republish: Option<Republish>,
    recount: Option<RecountAll>,
}

/// What is to be published once more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Republish {
    /// What happened from then on, its millisecond included.
    from: Moment,
    /// What happened up to then, its millisecond included.
    to: Moment,
    /// Where the former answer ended.
    cursor: Option<String>,
}

/// Days of all sellers to be counted again in the next runs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecountAll {
    from: Date,
    to: Date,
    /// Where the former answer ended.
    cursor: Option<String>,
}

/// What a run did.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reconciled {
    recounted: usize,
    differing: usize,
    repaired: usize,
    products: usize,
    products_differing: usize,
    republished: usize,
    /// To be given as `cursor` to go on; absent when all was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Runs every quarter of an hour; or once, for what an operator asks.
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

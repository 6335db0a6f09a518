use docket_domain::{Actor, Command, Refusal, Suffix};
use docket_store::{Commit, Store};
use serde::Serialize;
use serde_json::Value;
use tokio::task::JoinSet;

use crate::{SharedApp, registry::Failure};

/// How many overdue orders are read at a time.
const PAGE: i32 = 50;
/// How many pages of one part are worked off in one run; the next run comes
/// in a minute.
const PAGES: usize = 20;

/// What a run did.
#[derive(Debug, Default, Serialize)]
pub struct Cleaned {
    cancelled: usize,
}

/// Cancels the orders whose guests did not confirm them in time; their stock
/// goes back in the same transaction.
pub async fn cleanup_unverified_orders(app: SharedApp, _: Value) -> Result<Cleaned, Failure> {
    let mut parts = JoinSet::new();
    for part in 0..Store::DEADLINE_PARTS {
        parts.spawn(clean_part(app.clone(), part));
    }
    let mut all = Cleaned::default();
    let mut failure = None;
    while let Some(part) = parts.join_next().await {
        match part? {
            Ok(cancelled) => all.cancelled += cancelled,
            Err(error) => failure = Some(error),
        }
    }
    if all.cancelled > 0 {
        tracing::info!(cancelled = all.cancelled, "unverified orders were cancelled");
    }
    // A part that failed is reported after the others are done.
    failure.map_or(Ok(all), Err)
}

async fn clean_part(app: SharedApp, part: u32) -> Result<usize, Failure> {
    let mut cancelled = 0;
    for _ in 0..PAGES {
        let overdue = app.store.overdue(part, app.now(), PAGE).await?;
        let full = overdue.len() >= usize::try_from(PAGE)?;
        let mut progress = false;
        for suffix in overdue {
            if clean(&app, suffix).await? {
                cancelled += 1;
                progress = true;
            }
        }
        // The index follows the table in a moment; without progress the same
        // orders would only be read again.
        if !full || !progress {
            break;
        }
    }
    Ok(cancelled)
}

/// Whether it was this run that cancelled the order: a guest may confirm it
/// in the same moment, and one of both wins.
async fn clean(app: &SharedApp, suffix: Suffix) -> Result<bool, Failure> {
    let Some(stored) = app.store.order(suffix).await? else { return Ok(false) };
    let actor = Actor::System("cleanup-unverified-orders");
    let change = match stored.order.apply(&Command::Expire, &actor, &app.stamp()?) {
        Ok(change) => change,
        Err(Refusal::NotOverdue) => return Ok(false),
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(app.store.commit(&stored.order, &change).await? == Commit::Done)
}

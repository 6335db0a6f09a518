//! Stock that runs low: the stream shows each change of it, and a mark in the
//! table that it was seen. What is asked for is what is there now, so it does
//! not matter over how many items a stock is spread, nor in what order, nor how
//! often their changes come.

use std::collections::BTreeMap;

use docket_domain::{Product, ProductId};
use docket_store::{LowMark, Watched, stocked_product};
use jiff::SignedDuration;
use serde_json::Value;

use super::{
    outgoing::{Outgoing, put},
    stock_event::stock_event,
};
use crate::{App, Failure};

/// How often a product is looked at again because it changed meanwhile; what
/// changes after that is in the stream and looked at then.
const LOOKS: usize = 6;
/// When a mark that nobody was told of is anybody's to tell: who made it is
/// gone, or its record would have come again.
const ABANDONED: SignedDuration = SignedDuration::from_mins(1);

/// The first record of a batch about a product: its position and its name.
struct Seen {
    record: usize,
    by: String,
}

/// Looks at every product whose stock changed; answers the first records of
/// those that could not be.
pub(super) async fn watch(app: &App, records: &[Value]) -> Vec<usize> {
    let mut failed = Vec::new();
    for (product, seen) in changed(records) {
        if let Err(error) = look(app, &product, &seen).await {
            tracing::warn!(%error, %product, "a product's stock could not be looked at");
            failed.push(seen.record);
        }
    }
    failed
}

fn changed(records: &[Value]) -> BTreeMap<ProductId, Seen> {
    let mut products: BTreeMap<ProductId, Seen> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        let key = |name: &str| record.pointer(&format!("/dynamodb/Keys/{name}/S"))?.as_str();
        let (Some(pk), Some(sk)) = (key("pk"), key("sk")) else { continue };
        let Some(product) = stocked_product(pk, sk) else { continue };
        let by = record["eventID"].as_str().unwrap_or_default().to_owned();
        products.entry(product).or_insert(Seen { record: at, by });
    }
    products
}

/// Sets or takes away the mark until it says what the stock does: whoever
/// changes the stock after the last look looks for themselves.
async fn look(app: &App, id: &ProductId, seen: &Seen) -> Result<(), Failure> {
    for _ in 0..LOOKS {
        let Some(Watched { product, level, mark }) = app.store.watched(id).await? else {
            return Ok(());
        };
        let stamp = app.stamp()?;
        match (product.is_low(level.available), mark) {
            (true, None) => {
                // As much as there ever was, is no news to who took it in.
                let untouched = level.taken + level.written_off == 0;
                let told = untouched || product.low_stock_at.is_none();
                let (by, at) = (seen.by.clone(), stamp.now);
                let mark = LowMark { by, at, available: level.available, told };
                app.store.mark_low(&product, &mark).await?;
            }
            (true, Some(mark)) if mark.told => return Ok(()),
            (true, Some(mark)) if mark.by == seen.by || stamp.now >= mark.at + ABANDONED => {
                tell(app, &product, &mark, seen).await?;
                app.store.mark_told(&product, &mark).await?;
            }
            // Another record's: it comes again until it is told.
            (true, Some(_)) | (false, None) => return Ok(()),
            (false, Some(mark)) => app.store.unmark_low(id, &mark, &stamp.change).await?,
        }
    }
    Ok(())
}

async fn tell(app: &App, product: &Product, mark: &LowMark, seen: &Seen) -> Result<(), Failure> {
    let event = stock_event(product, mark)?;
    let outgoing = Outgoing { record: seen.record, item: product.id.to_string(), event };
    if put(app, vec![outgoing]).await.is_empty() {
        Ok(())
    } else {
        Err("the bus did not take the event".into())
    }
}

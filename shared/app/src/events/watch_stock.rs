//! Detecting low stock. The stream reports each change of a stock item, and a mark in the table
//! says that the product's stock is low and whether the event was published.
//!
//! The current stock is read again for each change. So the result does not depend on how many
//! items the stock is spread over, or on the order and number of times their changes are delivered.

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

/// How often a product is read again because its stock or its mark changed meanwhile. Later changes
/// are in the stream, too, and are handled then.
const LOOKS: usize = 6;
/// After how long another record may publish the event of a mark: the record that made the mark was
/// dropped, otherwise it would have been delivered again.
const ABANDONED: SignedDuration = SignedDuration::from_mins(1);

/// The first record of a batch about a product: its position and its id.
struct Seen {
    record: usize,
    by: String,
}

/// Checks every product whose stock changed. Returns the positions of the records whose products
/// could not be checked.
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

/// Sets or removes the mark until it agrees with the stock. A later change of the stock has a
/// record of its own.
async fn look(app: &App, id: &ProductId, seen: &Seen) -> Result<(), Failure> {
    for _ in 0..LOOKS {
        let Some(Watched { product, level, mark }) = app.store.watched(id).await? else {
            return Ok(());
        };
        let stamp = app.stamp()?;
        match (product.is_low(level.available), mark) {
            (true, None) => {
                // While nothing was taken out of the stock, whoever received it knows how much
                // there is, so no event is published.
                let untouched = level.taken + level.written_off == 0;
                let published = untouched || product.low_stock_at.is_none();
                let (by, at) = (seen.by.clone(), stamp.now);
                let mark = LowMark { by, at, available: level.available, published };
                app.store.mark_low(&product, &mark).await?;
            }
            (true, Some(mark)) if mark.published => return Ok(()),
            (true, Some(mark)) if mark.by == seen.by || stamp.now >= mark.at + ABANDONED => {
                publish(app, &product, &mark, seen).await?;
                app.store.mark_published(&product, &mark).await?;
            }
            // Another record made the mark. It is delivered again until its event is published.
            (true, Some(_)) | (false, None) => return Ok(()),
            (false, Some(mark)) => app.store.unmark_low(id, &mark, &stamp.change).await?,
        }
    }
    Ok(())
}

async fn publish(app: &App, product: &Product, mark: &LowMark, seen: &Seen) -> Result<(), Failure> {
    let event = stock_event(product, mark)?;
    let outgoing = Outgoing { record: seen.record, item: product.id.to_string(), event };
    if put(app, vec![outgoing]).await.is_empty() {
        Ok(())
    } else {
        Err("the bus did not take the event".into())
    }
}

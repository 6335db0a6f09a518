//! Stock: all that was received is available, held, sold or written off.
//!
//! What orders hold or have bought is counted from the stream; that those
//! counts are those of the orders is proved by the recounts.

use docket_domain::Product;
use docket_platform::metrics::{Metric, count};
use docket_store::{Progress, StockLevel};

use super::report::{PRODUCTS, Report};
use crate::{App, Failure};

/// Looks at some more products, one seller after the other.
pub(super) async fn check(
    app: &App,
    progress: &mut Progress,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut left = PRODUCTS;
    while left > 0 {
        let (seller, after) = match progress.stock.take() {
            Some((seller, Some(after))) => (seller, Some(after)),
            // The next seller; after the last one, from the beginning in the next run.
            done => {
                let done = done.map(|(seller, _)| seller.to_string());
                let next = app.store.sellers(done.as_deref(), 1).await?;
                let Some(seller) = next.items.into_iter().next() else { return Ok(()) };
                (seller.id, None)
            }
        };
        let page = app.store.seller_products(&seller, after.as_deref(), left).await?;
        left -= u32::try_from(page.items.len()).unwrap_or(left).min(left).max(1);
        for (stored, level) in &page.items {
            look(app, report, &stored.product, level).await?;
        }
        progress.stock = Some((seller, page.next));
    }
    Ok(())
}

async fn look(
    app: &App,
    report: &mut Report,
    product: &Product,
    level: &StockLevel,
) -> Result<(), Failure> {
    report.products += 1;
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let drawn = app.store.drawn(product).await?;
    let StockLevel { available, received, written_off, .. } = *level;
    // What the buckets lack, by the orders.
    let difference = signed(received) - signed(available) - signed(written_off) - drawn;
    let before = app.store.suspicion(&product.id).await?.unwrap_or(0);
    if difference != before {
        // The next time it is looked at tells.
        app.store.suspect(&product.id, difference).await?;
    } else if difference != 0 {
        report.products_differing += 1;
        count(Metric::Differences);
        let (seller, product) = (product.seller.as_str(), product.id.as_str());
        tracing::error!(
            seller,
            product,
            received,
            available,
            written_off,
            drawn,
            difference,
            "stock does not add up"
        );
    }
    Ok(())
}

//! Checking stock: every received piece is available, held, sold or written off.
//!
//! The held and sold pieces are counters from the stream. The recounts check that those counters
//! match the orders.

use docket_domain::Product;
use docket_platform::metrics::{Metric, count};
use docket_store::{Progress, StockLevel};

use super::report::{PRODUCTS, Report};
use crate::{App, Failure};

/// Checks the next products, one seller after the other.
pub(super) async fn check(
    app: &App,
    progress: &mut Progress,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut left = PRODUCTS;
    while left > 0 {
        let (seller, after) = match progress.stock.take() {
            Some((seller, Some(after))) => (seller, Some(after)),
            // The next seller. After the last one, the next run begins with the first.
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
    // How many pieces are missing in the buckets.
    let difference = signed(received) - signed(available) - signed(written_off) - drawn;
    let before = app.store.suspicion(&product.id).await?.unwrap_or(0);
    if difference != before {
        // The difference is reported if the next check finds it unchanged.
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

use docket_app::{Failure, SharedApp, messages};
use docket_contract::StockLow;

use super::delivered::Delivered;

/// Tells a seller's staff and the administrators that a product runs low, each
/// once for each time that it does.
pub async fn alert_low_stock(app: SharedApp, event: Delivered<StockLow>) -> Result<(), Failure> {
    messages::alert_low_stock(&app, &event.detail).await
}

use docket_app::{Failure, SharedApp, messages::notify_customer};
use docket_contract::OrderDetail;

use super::delivered::Delivered;

/// Tells the customer of a new status, once for each change. It reads what all
/// events about an order say.
pub async fn notify(app: SharedApp, event: Delivered<OrderDetail>) -> Result<(), Failure> {
    notify_customer(&app, &event.detail).await
}

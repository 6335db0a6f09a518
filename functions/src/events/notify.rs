use docket_app::{Failure, SharedApp, messages};
use docket_contract::OrderDetail;

use super::delivered::Delivered;

/// Informs the buyer of a new status and the staff of new orders, once for each
/// change. It reads what all events about an order say.
pub async fn notify(app: SharedApp, event: Delivered<OrderDetail>) -> Result<(), Failure> {
    messages::notify(&app, &event.detail).await
}

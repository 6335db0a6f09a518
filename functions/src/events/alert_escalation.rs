use docket_app::{Failure, SharedApp, messages};
use docket_contract::OrderEscalated;

use super::delivered::Delivered;

/// Tells a seller's staff and the administrators that nobody accepts an order,
/// each once. An order that was accepted meanwhile needs no alert.
pub async fn alert_escalation(
    app: SharedApp,
    event: Delivered<OrderEscalated>,
) -> Result<(), Failure> {
    messages::alert_escalation(&app, &event.detail).await
}

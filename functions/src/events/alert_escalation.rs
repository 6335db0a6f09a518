use docket_app::{Failure, SharedApp, messages};
use serde::Deserialize;

use super::delivered::Delivered;

/// Nobody accepted an order in time.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderEscalated {
    event_id: String,
    order: Escalated,
}

/// Which one.
#[derive(Debug, Deserialize)]
struct Escalated {
    id: String,
}

/// Tells a seller's staff and the administrators that nobody accepts an order,
/// each once. An order that was accepted meanwhile needs no alert.
pub async fn alert_escalation(
    app: SharedApp,
    event: Delivered<OrderEscalated>,
) -> Result<(), Failure> {
    let OrderEscalated { event_id, order: escalated } = event.detail;
    messages::alert_escalation(&app, &event_id, escalated.id.parse()?).await
}

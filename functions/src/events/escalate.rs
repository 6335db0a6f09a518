use docket_domain::{Order, OrderId};
use serde::Deserialize;

use super::{detail::Delivered, people::alert};
use crate::{SharedApp, registry::Failure};

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
/// each once. Who has done so meanwhile has nothing more to be told.
pub async fn alert_escalation(
    app: SharedApp,
    event: Delivered<OrderEscalated>,
) -> Result<(), Failure> {
    let OrderEscalated { event_id, order: escalated } = event.detail;
    let id: OrderId = escalated.id.parse()?;
    let Some(order) = app.store.find_order(id).await? else { return Ok(()) };
    let Some(text) = text(&order) else { return Ok(()) };
    let subject = format!("Order {id} waits to be accepted");
    alert(&app, &event_id, &order.seller, &subject, &text).await
}

fn text(order: &Order) -> Option<String> {
    let acceptance = order.acceptance()?;
    let waiting = acceptance.escalated_at?.duration_since(order.since()).as_mins();
    let end = acceptance.reject_at.map_or_else(String::new, |at| {
        format!(" It is rejected by itself at {} UTC.", at.strftime("%H:%M"))
    });
    Some(format!(
        "Order {} at {} has waited {waiting} minutes to be accepted.{end}",
        order.id, order.seller
    ))
}

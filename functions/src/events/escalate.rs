use docket_app::{Failure, SharedApp};
use docket_domain::{Order, OrderId};
use serde::Deserialize;

use super::{
    detail::Delivered,
    people::{Alert, alert},
};
use crate::messages::{
    Source,
    texts::{Words, accept_late},
};

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
    let Some(words) = words(&order) else { return Ok(()) };
    let (seller, source) = (&order.seller, Source::customer(&order.customer.key));
    alert(&app, &Alert { event: &event_id, seller, source, order: Some(id), words }).await
}

fn words(order: &Order) -> Option<Words> {
    let acceptance = order.acceptance()?;
    let waiting = acceptance.escalated_at?.duration_since(order.since()).as_mins();
    Some(accept_late(order.id, &order.seller, waiting, acceptance.reject_at))
}

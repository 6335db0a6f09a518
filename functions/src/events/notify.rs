use docket_app::{Failure, SharedApp};
use docket_domain::{Entry, Order, OrderId, Phase};
use serde::Deserialize;

use super::detail::Delivered;
use crate::messages::{Notice, Recipient, Source, deliver, texts::order_status};

/// An order's event, as far as a message depends on it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderChanged {
    event_id: String,
    order: Changed,
}

/// What of the order changed.
#[derive(Debug, Deserialize)]
pub struct Changed {
    id: String,
    version: u32,
}

/// Tells the customer of a new status, once for each change.
pub async fn notify(app: SharedApp, event: Delivered<OrderChanged>) -> Result<(), Failure> {
    let OrderChanged { event_id, order: changed } = event.detail;
    let id: OrderId = changed.id.parse()?;
    let Some(order) = app.store.find_order(id).await? else { return Ok(()) };
    let Some(entry) = told(&order, &event_id, changed.version) else { return Ok(()) };
    let notice = Notice {
        event: &event_id,
        to: &Recipient::customer(&order),
        words: &order_status(&order, entry),
        seller: &order.seller,
        source: &Source::of(&order, entry),
        order: Some(order.id),
    };
    Ok(deliver(&app, &notice).await?)
}

/// The history line to tell of: the last status of its change, so that moves
/// that follow by themselves are one message.
fn told<'a>(order: &'a Order, event_id: &str, version: u32) -> Option<&'a Entry> {
    let last = order
        .events_after(0)
        .filter(|event| event.entry.version == version && event.entry.kind.is_status())
        .last()?;
    let confirmed = order.was_verified() && last.entry.status.phase != Phase::Unverified;
    (last.id() == event_id && confirmed).then_some(last.entry)
}

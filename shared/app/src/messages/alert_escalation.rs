//! Telling staff that nobody accepts an order.

use docket_contract::{Event, OrderEscalated};
use docket_domain::{NoticeGroup, Order, OrderId};

use super::{
    News, Source,
    inform_staff::inform_staff,
    texts::{Words, accept_late},
};
use crate::{App, Failure, notifications};

/// Tells a seller's staff and the administrators that nobody accepts an order,
/// each once. An order that was accepted meanwhile needs no alert.
///
/// # Errors
///
/// As [`inform_staff`]; the store's; when the event names no order.
pub async fn alert_escalation(app: &App, event: &OrderEscalated) -> Result<(), Failure> {
    let id: OrderId = event.detail.order.facts.id.as_str().parse()?;
    let Some(order) = app.store.find_order(id).await? else { return Ok(()) };
    let Some(words) = words(&order) else { return Ok(()) };
    notifications::record_order(app, &order, event.id()).await?;
    let news = News {
        event: event.id(),
        group: Some(NoticeGroup::AcceptLate),
        seller: &order.seller,
        source: &Source::customer(&order.customer.key),
        order: Some(id),
        words: &words,
    };
    inform_staff(app, &news).await
}

fn words(order: &Order) -> Option<Words> {
    let acceptance = order.acceptance()?;
    let waiting = acceptance.escalated_at?.duration_since(order.since()).as_mins();
    Some(accept_late(order.id, &order.seller, waiting, acceptance.reject_at))
}

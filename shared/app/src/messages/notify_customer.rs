//! Telling a customer of an order's new status, or of another time than was
//! promised.

use docket_contract::OrderDetail;
use docket_domain::{Entry, Order, OrderId, Phase, TimeZoneName};

use super::{
    Notice, Recipient, Source,
    deliver::deliver,
    texts::{order_status, promise_moved},
};
use crate::{App, Failure, notifications};

/// Tells the customer of the status that an order came to with the version of
/// an event, or of the time that its seller now promises, once for each change; and
/// records what its seller's staff is to know of the event.
///
/// # Errors
///
/// The store's; [`super::Undelivered`] when the message may be sent later; when
/// the event names no order.
pub async fn notify_customer(app: &App, event: &OrderDetail) -> Result<(), Failure> {
    let (id, version): (OrderId, u32) = (event.order.id.as_str().parse()?, event.order.version);
    let Some(order) = app.store.find_order(id).await? else { return Ok(()) };
    let event = event.event_id.as_str();
    notifications::record_order(app, &order, event).await?;
    let Some(entry) = told(&order, event, version) else { return Ok(()) };
    let words = match entry.kind.promise() {
        Some(moved) => {
            let seller = app.store.seller(&order.seller).await?;
            let zone = seller.map_or_else(TimeZoneName::utc, |seller| seller.timezone);
            promise_moved(order.id, moved.to, &zone, app.now())
        }
        None => order_status(&order, entry),
    };
    let notice = Notice {
        event,
        to: &Recipient::customer(&order),
        words: &words,
        seller: &order.seller,
        source: &Source::of(&order, entry),
        order: Some(order.id),
    };
    Ok(deliver(app, &notice).await?)
}

/// The history line to tell of: the last status of its change, so that moves
/// that follow by themselves are one message.
fn told<'a>(order: &'a Order, event_id: &str, version: u32) -> Option<&'a Entry> {
    let last = order
        .events_after(0)
        .filter(|event| event.entry.version == version)
        .filter(|event| event.entry.kind.is_status() || event.entry.kind.promise().is_some())
        .last()?;
    let confirmed = order.was_verified() && last.entry.status.phase != Phase::Unverified;
    (last.id() == event_id && confirmed).then_some(last.entry)
}

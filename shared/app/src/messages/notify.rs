//! Informing the buyer of an order, and its seller's staff, of what became of it.

use docket_contract::OrderDetail;
use docket_domain::{Entry, NoticeGroup, Order, OrderId, Phase, Role, TimeZoneName};

use super::{
    Source,
    inform::{News, Person, inform},
    inform_staff::inform_staff,
    texts::{Words, new_order, order_cancelled, order_status, promise_moved},
};
use crate::{App, Failure, notifications};

/// Informs the buyer of the status that an order came to with the version of an event, or of the
/// time that its seller now promises; and the staff of orders that are new or cancelled by others.
/// Once for each change, person and channel.
///
/// # Errors
///
/// The store's; [`super::Undelivered`] when a message may be sent later; when the event names no
/// order.
pub async fn notify(app: &App, event: &OrderDetail) -> Result<(), Failure> {
    let (id, version): (OrderId, u32) = (event.order.id.as_str().parse()?, event.order.version);
    let Some(order) = app.store.find_order(id).await? else { return Ok(()) };
    let event = event.event_id.as_str();
    notifications::record_order(app, &order, event).await?;
    let Some(entry) = newest(&order, event, version) else { return Ok(()) };
    let source = &Source::of(&order, entry);
    let about = (event, &order, source);
    // Who fails to be informed stops nobody else's message.
    let buyer = match for_buyer(app, &order, entry).await? {
        Some((group, words)) => {
            let person = Person::buyer(app, &order).await?;
            inform(app, &news(about, group, &words), &person).await
        }
        None => Ok(()),
    };
    if let Some((group, words)) = for_staff(&order, entry) {
        inform_staff(app, &news(about, group, &words)).await?;
    }
    Ok(buyer?)
}

fn news<'a>(
    (event, order, source): (&'a str, &'a Order, &'a Source),
    group: NoticeGroup,
    words: &'a Words,
) -> News<'a> {
    let (seller, group) = (&order.seller, Some(group));
    News { event, group, seller, source, order: Some(order.id), words }
}

/// The history line that an event is about: the last status of its change, so that moves that
/// follow by themselves are one message. None while the buyer has confirmed nothing.
fn newest<'a>(order: &'a Order, event_id: &str, version: u32) -> Option<&'a Entry> {
    let last = order
        .events_after(0)
        .filter(|event| event.entry.version == version)
        .filter(|event| event.entry.kind.is_status() || event.entry.kind.promise().is_some())
        .last()?;
    let confirmed = order.was_verified() && last.entry.status.phase != Phase::Unverified;
    (last.id() == event_id && confirmed).then_some(last.entry)
}

async fn for_buyer(
    app: &App,
    order: &Order,
    entry: &Entry,
) -> Result<Option<(NoticeGroup, Words)>, Failure> {
    if let Some(moved) = entry.kind.promise() {
        let seller = app.store.seller(&order.seller).await?;
        let zone = seller.map_or_else(TimeZoneName::utc, |seller| seller.timezone);
        let words = promise_moved(order.id, moved.to, &zone, app.now());
        return Ok(Some((NoticeGroup::OrderChanged, words)));
    }
    let method = order.fulfilment.method.kind();
    let before = phase_before(order, entry);
    let group = NoticeGroup::of_move(order.lifecycle, method, before, entry.status.phase);
    Ok(group.map(|group| (group, order_status(order, entry))))
}

fn for_staff(order: &Order, entry: &Entry) -> Option<(NoticeGroup, Words)> {
    // What staff did itself is no news to it.
    if entry.role == Role::Seller {
        return None;
    }
    let before = phase_before(order, entry);
    match entry.status.phase {
        Phase::Open if before != Some(Phase::Open) && !order.awaits_payment() => {
            Some((NoticeGroup::NewOrder, new_order(order)))
        }
        Phase::Cancelled if before.is_some_and(|it| it != Phase::Unverified) => {
            Some((NoticeGroup::OrderCancelled, order_cancelled(order, entry)))
        }
        Phase::Unverified
        | Phase::Open
        | Phase::Accepted
        | Phase::Working
        | Phase::Ready
        | Phase::InTransit
        | Phase::Done
        | Phase::Cancelled
        | Phase::Rejected
        | Phase::Failed => None,
    }
}

/// The phase that an order was in before the change of a history line; none for its first.
fn phase_before(order: &Order, entry: &Entry) -> Option<Phase> {
    let statuses = order.events_after(0).filter(|event| event.entry.kind.is_status());
    let earlier = statuses.filter(|event| event.entry.version < entry.version);
    Some(earlier.last()?.entry.status.phase)
}

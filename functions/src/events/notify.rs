use docket_domain::{Contact, Entry, Order, OrderId, Phase};
use docket_platform::Message;
use docket_store::Claim;
use serde::Deserialize;

use super::{detail::Delivered, marked};
use crate::{SharedApp, registry::Failure};

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

/// Tells the buyer of a new status, once for each change. Nothing but codes
/// goes to a phone that was not confirmed.
pub async fn notify(app: SharedApp, event: Delivered<OrderChanged>) -> Result<(), Failure> {
    let OrderChanged { event_id, order: changed } = event.detail;
    let id: OrderId = changed.id.parse()?;
    let Some(order) = app.store.find_order(id).await? else { return Ok(()) };
    let Some(entry) = told(&order, &event_id, changed.version) else { return Ok(()) };
    let person = &order.customer.key;
    let stamp = app.stamp()?;
    match app.store.claim(&event_id, person, &stamp.change, stamp.now).await? {
        Claim::Sent => Ok(()),
        Claim::Held => Err("another sender has this message; it is tried again later".into()),
        Claim::Ours => {
            let message = Message {
                to: Contact::Phone(order.customer.phone.clone()),
                subject: format!("Order {}", order.id),
                text: text(&order, entry),
            };
            app.messenger.send(message).await?;
            marked(app.store.mark_sent(&event_id, person).await);
            Ok(())
        }
    }
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

fn text(order: &Order, entry: &Entry) -> String {
    let status = entry.status.name.replace('_', " ").to_lowercase();
    let total = order.currency.format(order.grand_total());
    match entry.status.phase {
        Phase::Unverified | Phase::Open => {
            format!("Thank you! Your order {} ({total}) was received: {status}.", order.id)
        }
        Phase::Accepted | Phase::Working | Phase::Ready | Phase::InTransit | Phase::Done => {
            format!("Your order {} is now {status}.", order.id)
        }
        Phase::Cancelled | Phase::Rejected | Phase::Failed => match entry.shown_note() {
            Some(reason) => format!("Your order {} was {status}: {reason}", order.id),
            None => format!("Your order {} was {status}.", order.id),
        },
    }
}

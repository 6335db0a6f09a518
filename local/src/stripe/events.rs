//! Records events, and queues their deliveries to the webhook endpoint.

use jiff::SignedDuration;
use serde_json::Value;

use super::{
    fault::FaultKind,
    faults,
    objects::{Account, Charge, Delivery, Dispute, Endpoint, Event, Intent, Refund},
    render,
    store::Work,
};

/// Records an event of a payment intent.
pub fn of_intent(work: &mut Work<'_>, kind: &str, intent: &Intent) {
    emit(work, kind, &intent.account, render::intent(intent));
}

/// Records an event of a charge.
pub fn of_charge(work: &mut Work<'_>, kind: &str, charge: &Charge) {
    emit(work, kind, &charge.account, render::charge(charge));
}

/// Records an event of a refund.
pub fn of_refund(work: &mut Work<'_>, kind: &str, refund: &Refund) {
    emit(work, kind, &refund.account, render::refund(refund));
}

/// Records an event of a dispute.
pub fn of_dispute(work: &mut Work<'_>, kind: &str, dispute: &Dispute) {
    emit(work, kind, &dispute.account, render::dispute(dispute));
}

fn emit(work: &mut Work<'_>, kind: &str, account: &Account, object: Value) {
    let event = Event {
        id: work.new_id("evt_"),
        account: account.clone(),
        created: work.now,
        kind: kind.to_owned(),
        object,
        request: work.request.clone(),
    };
    let id = event.id.clone();
    work.put(event);
    if work.each::<Endpoint>().next().is_none() {
        return;
    }
    deliver(work, &id);
    if faults::happens(work, FaultKind::WebhooksDoubled, None).is_some() {
        deliver(work, &id);
    }
}

/// Queues a delivery of an event, immediately or as the active faults demand.
fn deliver(work: &mut Work<'_>, event: &str) {
    let id = work.new_id("whd_");
    let number = i64::try_from(work.each::<Delivery>().count()).unwrap_or(i64::MAX);
    let shuffled = faults::happens(work, FaultKind::WebhooksShuffled, None);
    let (due, order) = match shuffled.and_then(|fault| fault.until) {
        Some(until) => (until, -number),
        None => match faults::happens(work, FaultKind::WebhooksLate, None) {
            Some(late) => (work.now + SignedDuration::from_secs(late.seconds.into()), number),
            None => (work.now, number),
        },
    };
    let event = event.to_owned();
    work.put(Delivery { id, event, due: Some(due), order, attempts: Vec::new() });
}

/// The number of deliveries of an event that were not accepted yet.
pub fn waiting(work: &Work<'_>, event: &str) -> usize {
    work.each::<Delivery>().filter(|it| it.event == event && it.due.is_some()).count()
}

/// Whether a delivery is of an event that a request caused.
pub fn is_caused_by(work: &Work<'_>, delivery: &Delivery, request: &str) -> bool {
    let cause = work.find::<Event>(&delivery.event).and_then(|event| event.request);
    cause.is_some_and(|(id, _)| id == request)
}

/// Whether a request caused events that are to be delivered.
pub fn has_deliveries(work: &Work<'_>, request: &str) -> bool {
    work.each::<Delivery>().any(|it| it.due.is_some() && is_caused_by(work, it, request))
}

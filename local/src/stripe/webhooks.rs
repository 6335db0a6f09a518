//! Delivers events to the webhook endpoint, with growing pauses until it answers 2xx, for at most 72 hours.

use std::sync::atomic::Ordering;

use anyhow::Result;
use jiff::SignedDuration;

use super::{
    due, events,
    objects::{Attempt, Delivery, Endpoint, Event},
    render,
    service::{Membership, StandIn},
    signature,
};

/// The minutes before each retry. The last pause repeats until [`GIVEN_UP`].
const WAITS: [i64; 7] = [1, 5, 30, 120, 300, 600, 720];
/// How long after the first attempt the retries end.
const GIVEN_UP: SignedDuration = SignedDuration::from_hours(72);

/// A delivery that is due, with the body that is sent.
struct DueDelivery<'a> {
    delivery: Delivery,
    endpoint: Endpoint,
    body: String,
    /// Marks the delivery as in progress. Dropping it removes the mark, even when the delivery is
    /// cancelled.
    under_way: Membership<'a>,
}

impl StandIn {
    /// Delivers all due events, and waits for the deliveries of other tasks. Returns whether there
    /// were any.
    ///
    /// # Errors
    ///
    /// The records could not be kept.
    pub async fn settle(&self) -> Result<bool> {
        let mut did_any = false;
        loop {
            let sent = self.sent.notified();
            match self.next_due(None)? {
                Some(due) => self.deliver(due).await?,
                None if self.is_sending() => sent.await,
                None => return Ok(did_any),
            }
            did_any = true;
        }
    }

    /// Delivers the due events that a request caused.
    ///
    /// # Errors
    ///
    /// The records could not be kept.
    pub async fn deliver_of(&self, request: &str) -> Result<()> {
        while let Some(due) = self.next_due(Some(request))? {
            self.deliver(due).await?;
        }
        Ok(())
    }

    /// The next delivery that is due and not in progress.
    fn next_due(&self, request: Option<&str>) -> Result<Option<DueDelivery<'_>>> {
        self.work(|work| {
            due::catch_up(work);
            let endpoint = work.each::<Endpoint>().next()?.clone();
            let due = work.each::<Delivery>().filter(|it| {
                it.due.is_some_and(|at| at <= work.now)
                    && !self.is_under_way(&it.id)
                    && request.is_none_or(|request| events::is_caused_by(work, it, request))
            });
            let delivery = due.min_by_key(|it| (it.due, it.order))?.clone();
            let event = work.find::<Event>(&delivery.event)?;
            let waiting = events::waiting(work, &event.id);
            let body = render::event(&event, waiting).to_string();
            let under_way = self.under_way(&delivery.id)?;
            Some(DueDelivery { delivery, endpoint, body, under_way })
        })
    }

    async fn deliver(&self, due: DueDelivery<'_>) -> Result<()> {
        let DueDelivery { delivery, endpoint, body, under_way } = due;
        let at = self.now();
        let signature = signature::sign(&endpoint.secret, at, &body);
        let answer = self.webhook_sender.send(&endpoint.url, &signature, &body).await;
        self.work(|work| {
            let Some(mut delivery) = work.find::<Delivery>(&delivery.id) else {
                return;
            };
            let taken = answer.as_ref().is_ok_and(|status| (200..300).contains(status));
            let (status, error) = answer.map_or_else(|it| (None, Some(it)), |it| (Some(it), None));
            delivery.attempts.push(Attempt { at, status, error });
            delivery.due = if taken { None } else { again(&delivery) };
            work.put(delivery);
        })?;
        self.attempts.fetch_add(1, Ordering::SeqCst);
        drop(under_way);
        Ok(())
    }
}

/// The time of the retry of a failed delivery; `None` when [`GIVEN_UP`] has passed.
fn again(delivery: &Delivery) -> Option<jiff::Timestamp> {
    let (first, last) = (delivery.attempts.first()?.at, delivery.attempts.last()?.at);
    let wait = WAITS.get(delivery.attempts.len() - 1).or(WAITS.last())?;
    let at = last + SignedDuration::from_mins(*wait);
    (at.duration_since(first) < GIVEN_UP).then_some(at)
}

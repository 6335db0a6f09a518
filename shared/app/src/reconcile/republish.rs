//! Publishes what happened in some time once more: after an outage longer than
//! the stream keeps its records, their events are lost, and the orders'
//! histories still have them.

use std::ops::RangeInclusive;

use docket_domain::{Order, OrderFilter};
use docket_platform::BusEvent;
use docket_store::{OrderList, Whose};
use jiff::Timestamp;

use super::report::{PAGES, Report};
use crate::{
    App, Failure,
    events::{order_event, publish_all},
};

/// How many orders are read at a time.
const PAGE: u32 = 100;

/// What is to be published once more.
#[derive(Debug)]
pub struct Republish {
    /// What happened from then on, its millisecond included.
    pub from: Timestamp,
    /// What happened up to then, its millisecond included.
    pub to: Timestamp,
    /// Where the former answer ended.
    pub cursor: Option<String>,
}

/// Goes through all orders, the newest first: also an old one may have changed
/// then. The events have the ids that they had, so who got them knows them.
///
/// # Errors
///
/// When the table does not answer, or the bus does not take an event.
pub async fn republish(app: &App, asked: &Republish) -> Result<Report, Failure> {
    let (from, to) = (asked.from, asked.to);
    let filter = OrderFilter { to: Some(to), ..OrderFilter::default() };
    let of = Whose::All { shards: app.settings.order_shards };
    let list = OrderList { of, filter, now: app.now() };
    let mut report = Report { next: asked.cursor.clone(), ..Report::default() };
    for _ in 0..PAGES {
        let page = app.store.list_orders(&list, report.next.as_deref(), PAGE).await?;
        for order in page.items {
            if order.updated_at() >= from {
                report.republished += once_more(app, order, &(from..=to)).await?;
            }
        }
        report.next = page.next;
        if report.next.is_none() {
            break;
        }
    }
    tracing::info!(republished = report.republished, "events were published once more");
    Ok(report)
}

async fn once_more(
    app: &App,
    order: Order,
    times: &RangeInclusive<Timestamp>,
) -> Result<usize, Failure> {
    let order = app.store.with_history(order).await?;
    let key = order.id.to_string();
    let events: Vec<(String, BusEvent)> = order
        .events_after(0)
        .filter(|event| times.contains(&event.entry.at))
        .map(|event| Ok((key.clone(), order_event(&event)?)))
        .collect::<Result<_, serde_json::Error>>()?;
    let count = events.len();
    if publish_all(app, events).await {
        Ok(count)
    } else {
        Err(format!("the bus did not take the events of {key}; ask for the same again").into())
    }
}

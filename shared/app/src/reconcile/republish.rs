//! Publishing the events of a period again. After an outage that lasts longer than the stream keeps
//! its records, events are lost, but the orders' histories still contain them.

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

/// How many orders are read with one request.
const PAGE: u32 = 100;

/// A request to publish events again.
#[derive(Debug)]
pub struct Republish {
    /// The beginning of the period, including this millisecond.
    pub from: Timestamp,
    /// The end of the period, including this millisecond.
    pub to: Timestamp,
    /// The cursor of the previous response.
    pub cursor: Option<String>,
}

/// Publishes the events of the period again. It reads all orders, the newest first, because an old
/// order may have changed in the period. The events have their former ids, so that consumers
/// recognize repeated events.
///
/// # Errors
///
/// When the table does not answer, or the bus does not accept an event.
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

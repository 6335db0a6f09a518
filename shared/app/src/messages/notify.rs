//! Informing people of events about orders, products and batches.

use docket_contract::{BatchChanged, Event, OrderDetail, StockLow};
use docket_domain::{BatchId, NoticeKey, NoticeSubject, OrderId, ProductId};
use jiff::Timestamp;

use super::{
    batch_news::inform_of_batch,
    order_news::inform_of_order,
    product_news::{inform_of_stock, low_stock},
    recipients::Recipients,
};
use crate::{App, Failure};

/// An event that people may be informed of.
#[derive(Debug)]
pub enum Occasion {
    /// Something happened to an order.
    Order(Box<OrderDetail>),
    /// A batch changed.
    Batch(Box<BatchChanged>),
    /// The stock of a product is low.
    Stock(Box<StockLow>),
}

/// Records an event in the feed of staff and drivers, and informs everybody who has chosen to get
/// it, once for each event, person and channel. A failure for one person does not stop the
/// messages of the others.
///
/// # Errors
///
/// The store's; [`super::Undelivered`] when a message may be sent later; when an id in the event
/// cannot be parsed.
pub async fn notify(app: &App, occasion: &Occasion) -> Result<(), Failure> {
    let informed = match occasion {
        Occasion::Order(event) => {
            let id: OrderId = event.order.id.as_str().parse()?;
            let event = event.event_id.as_str();
            inform_of_order(app, id.suffix(), event, Recipients::Everybody).await
        }
        Occasion::Batch(event) => {
            let id: BatchId = event.batch.id.as_str().parse()?;
            inform_of_batch(app, &id, Some(event.batch.version), Recipients::Everybody).await
        }
        Occasion::Stock(event) => {
            let id: ProductId = event.product.id.as_str().parse()?;
            let at: Timestamp = event.occurred_at.as_str().parse()?;
            low_stock(app, &id, event.id(), (event.product.available, at)).await
        }
    };
    informed.map(drop)
}

/// Sends a notice whose quiet hours have ended. Its text describes the subject as it is now.
/// Returns the number of people informed: 0 when the notice no longer applies, or when the person
/// can no longer be informed.
///
/// # Errors
///
/// As [`notify`].
pub(super) async fn inform_again(app: &App, key: &NoticeKey) -> Result<usize, Failure> {
    let (event, only) = (key.event.as_str(), Recipients::Only(key));
    match &key.subject {
        NoticeSubject::Order(suffix) => inform_of_order(app, *suffix, event, only).await,
        NoticeSubject::Batch(id) => inform_of_batch(app, id, None, only).await,
        NoticeSubject::Product(id) => inform_of_stock(app, id, event, only).await,
        // The schedule that places a template's orders informs its owner; quiet hours never hold
        // that notice.
        NoticeSubject::Template(_) => Ok(0),
    }
}

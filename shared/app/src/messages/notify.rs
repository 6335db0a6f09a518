//! Informing people of what became of an order, a product or a batch.

use docket_contract::{BatchChanged, Event, OrderDetail, StockLow};
use docket_domain::{BatchId, NoticeKey, NoticeSubject, OrderId, ProductId};
use jiff::Timestamp;

use super::{
    batch_news::inform_of_batch,
    order_news::inform_of_order,
    product_news::{inform_of_stock, low_stock},
    whom::Whom,
};
use crate::{App, Failure};

/// An event that people may be informed of.
#[derive(Debug)]
pub enum Occasion {
    /// Something happened to an order.
    Order(Box<OrderDetail>),
    /// A batch changed.
    Batch(Box<BatchChanged>),
    /// Little is left of a product.
    Stock(Box<StockLow>),
}

/// Records in the feed what staff and drivers are to know, and informs everybody of what they
/// want to know, once for each event, person and channel. Who cannot be reached stops nobody
/// else's message.
///
/// # Errors
///
/// The store's; [`super::Undelivered`] when a message may be sent later; when the event names
/// nothing.
pub async fn notify(app: &App, occasion: &Occasion) -> Result<(), Failure> {
    let informed = match occasion {
        Occasion::Order(event) => {
            let id: OrderId = event.order.id.as_str().parse()?;
            let event = event.event_id.as_str();
            inform_of_order(app, id.suffix(), event, Whom::Everybody).await
        }
        Occasion::Batch(event) => {
            let id: BatchId = event.batch.id.as_str().parse()?;
            inform_of_batch(app, &id, Some(event.batch.version), Whom::Everybody).await
        }
        Occasion::Stock(event) => {
            let id: ProductId = event.product.id.as_str().parse()?;
            let at: Timestamp = event.occurred_at.as_str().parse()?;
            low_stock(app, &id, event.id(), (event.product.available, at)).await
        }
    };
    informed.map(drop)
}

/// Sends a notice whose quiet hours have ended, as what it is about is now; answers for how many
/// people that was: for nobody, where there is nothing to say any more or nobody to say it to.
///
/// # Errors
///
/// As [`notify`].
pub(super) async fn inform_again(app: &App, key: &NoticeKey) -> Result<usize, Failure> {
    let (event, only) = (key.event.as_str(), Whom::Only(key));
    match &key.subject {
        NoticeSubject::Order(suffix) => inform_of_order(app, *suffix, event, only).await,
        NoticeSubject::Batch(id) => inform_of_batch(app, id, None, only).await,
        NoticeSubject::Product(id) => inform_of_stock(app, id, event, only).await,
        // Its owner is informed by who places its orders, and is never held.
        NoticeSubject::Template(_) => Ok(0),
    }
}

//! Tracking an order, with its batch and driver.

use docket_domain::{Actor, Batch, Order, OrderId, Seller};
use docket_store::StoreError;

use super::{
    access::{shows_contact, visible},
    read_order::{NamedOrder, named},
};
use crate::{App, AppError, delivery::drivers, names::People};

/// An order with the state of its delivery.
#[derive(Debug)]
pub struct TrackedOrder {
    /// The order, with the names of the people who changed it.
    pub order: NamedOrder,
    /// The batch that it is delivered in, if there is one.
    pub batch: Option<Batch>,
    /// The current state of its seller.
    pub seller: Option<Seller>,
    /// How many stops the driver has before it, while it is in transit.
    pub stops_before: Option<usize>,
    /// The name and phone of the batch's driver, for staff and administrators.
    pub drivers: People,
    /// Whether the reader is a member who works on the order. The buyer is not shown the customer's
    /// data.
    pub for_staff: bool,
    /// Whether the reader is shown the customer's name and contact: staff are, and the order's
    /// driver is until 24 hours after the order's end, to be able to find the customer.
    pub shows_customer: bool,
}

/// Reads an order with its batch, for a caller who may see it in one of their capacities.
///
/// # Errors
///
/// [`AppError::NotFound`] when it does not exist or the caller may not see it.
pub async fn track_order(app: &App, id: OrderId, who: &[Actor]) -> Result<TrackedOrder, AppError> {
    let order = visible(app, id, who).await?;
    let for_staff = who.iter().any(|it| !matches!(it, Actor::Buyer(_)) && order.visible_to(it));
    let shows_customer = for_staff && shows_contact(&order, who, app.now());
    let order = named(app, order, who).await;
    let batch = match &order.order.delivery {
        Some(place) => app.store.batch(&place.batch).await?,
        None => None,
    };
    let (drivers, seller, stops_before) = tokio::join!(
        drivers(app, &batch, who),
        app.store.seller(&order.order.seller),
        stops_before(app, &order.order, batch.as_ref()),
    );
    let (seller, stops_before) = (seller?, stops_before?);
    Ok(TrackedOrder { order, batch, seller, stops_before, drivers, for_staff, shows_customer })
}

/// How many orders come before an order in transit: those of its batch that are in transit, too,
/// and have an earlier place in the sequence.
async fn stops_before(
    app: &App,
    order: &Order,
    batch: Option<&Batch>,
) -> Result<Option<usize>, StoreError> {
    let Some(batch) = batch.filter(|batch| order.is_stop_of(&batch.id)) else { return Ok(None) };
    let before = app.store.find_orders(batch.orders_before(order.id)).await?;
    Ok(Some(before.iter().filter(|it| it.order.is_stop_of(&batch.id)).count()))
}

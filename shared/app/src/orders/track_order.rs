//! Where an order is, with its batch and driver.

use docket_domain::{Actor, Batch, Order, OrderId, Seller};
use docket_store::StoreError;

use super::{
    access::{shows_contact, visible},
    read_order::{NamedOrder, named},
};
use crate::{App, AppError, delivery::drivers, names::People};

/// An order on its way.
#[derive(Debug)]
pub struct TrackedOrder {
    /// The order, and who changed it.
    pub order: NamedOrder,
    /// The batch that it is brought in, once there is one.
    pub batch: Option<Batch>,
    /// Who fulfils it, as it is now.
    pub seller: Option<Seller>,
    /// How many of its driver's stops come before it, while it is on its way.
    pub stops_before: Option<usize>,
    /// What is known of the batch's driver, for staff and administrators.
    pub drivers: People,
    /// Whether the reader works on the order. Its buyer, who tracks it, is not
    /// shown who ordered.
    pub for_staff: bool,
    /// Whether the customer is shown beside it: to staff, and to its driver
    /// until 24 hours after its end. They have to know whom to look for.
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

/// How many orders of its batch come before an order that is on its way: those
/// on their way, too, that have a place before it.
async fn stops_before(
    app: &App,
    order: &Order,
    batch: Option<&Batch>,
) -> Result<Option<usize>, StoreError> {
    let Some(batch) = batch.filter(|batch| order.is_stop_of(&batch.id)) else { return Ok(None) };
    let before = app.store.find_orders(batch.orders_before(order.id)).await?;
    Ok(Some(before.iter().filter(|it| it.order.is_stop_of(&batch.id)).count()))
}

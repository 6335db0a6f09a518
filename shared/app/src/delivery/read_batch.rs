//! Reading a batch with its orders.

use docket_domain::{Actor, Batch, BatchId, Order};

use super::{access::visible, drivers::drivers};
use crate::{App, AppError, names::People};

/// A batch with its orders.
#[derive(Debug)]
pub struct BatchWithOrders {
    /// The batch.
    pub batch: Batch,
    /// Its orders, in the sequence of delivery.
    pub orders: Vec<Order>,
    /// Its driver's name and phone, for staff and administrators.
    pub drivers: People,
}

/// Reads a batch with its orders. Its seller's staff, its driver and administrators may see it.
///
/// # Errors
///
/// [`AppError::NotFound`] when it does not exist or `actor` may not see it.
pub async fn read_batch(
    app: &App,
    id: &BatchId,
    actor: &Actor,
) -> Result<BatchWithOrders, AppError> {
    let batch = visible(app, id, actor).await?;
    let orders = app.store.batch_orders(&batch).await?;
    let drivers = drivers(app, [&batch], std::slice::from_ref(actor)).await;
    Ok(BatchWithOrders { batch, orders, drivers })
}

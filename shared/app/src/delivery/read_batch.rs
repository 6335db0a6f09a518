//! Reading a batch with its orders, for those who may see it.

use docket_domain::{Actor, Batch, BatchId, Order};

use super::{access::visible, drivers::drivers};
use crate::{App, AppError, names::People};

/// A batch with its orders.
#[derive(Debug)]
pub struct BatchWithOrders {
    /// The batch.
    pub batch: Batch,
    /// Its orders, in the order of their delivery.
    pub orders: Vec<Order>,
    /// What is known of its driver, for staff and administrators.
    pub drivers: People,
}

/// Reads a batch with its orders for its seller's staff, its driver and
/// administrators.
///
/// # Errors
///
/// [`AppError::NotFound`] when there is none that `actor` may see.
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

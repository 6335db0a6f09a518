//! Creating a batch.

use std::ops::ControlFlow;

use docket_domain::{
    Actor, Batch, BatchId, BatchPlan, Candidates, MemberId, NamedOrders, OneLine, Order, OrderId,
    SellerId,
};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    batch_driver::batch_driver,
    change_batch::{changed, committed},
};
use crate::{App, AppError, Granted, Idempotent, Request, retry::retry_on_stale};

/// A requested batch.
#[derive(Debug)]
pub struct BatchDraft {
    /// The seller of the orders.
    pub seller: SellerId,
    /// The orders, in the sequence of delivery.
    pub orders: Vec<OrderId>,
    /// The driver, if already known.
    pub driver: Option<MemberId>,
    /// The delivery zone; by default, the zone of the orders.
    pub zone: Option<OneLine<64>>,
}

/// A batch with the current state of its orders.
#[derive(Debug)]
pub struct CreatedBatch {
    /// The batch.
    pub batch: Batch,
    /// Its orders.
    pub orders: Vec<Order>,
}

/// Creates a batch of orders that a driver delivers in one tour. An order is in one batch at a
/// time. A repeated request returns the batch that the first one created.
///
/// # Errors
///
/// [`AppError::Forbidden`] when the actor does not manage the seller; [`AppError::KeyReused`] when
/// the request's key was used with another body; [`AppError::Batch`] when the orders or the driver
/// do not fit; [`AppError::BatchTooLong`] when the orders have too long histories;
/// [`AppError::Conflict`] when concurrent requests changed them during every try.
pub async fn create_batch(
    app: &App,
    draft: &BatchDraft,
    actor: &Actor,
    request: &Request<'_>,
) -> Result<Idempotent<CreatedBatch>, AppError> {
    let BatchDraft { seller, orders: wanted, driver, zone } = draft;
    Granted::to_managers(actor, seller)?;
    let driver = &match driver {
        Some(id) => Some(batch_driver(app, id, seller).await?),
        None => None,
    };
    retry_on_stale(0, |salt| async move {
        let (id, stamp) = (batch_id(request, salt)?, app.stamp()?);
        let scene = app.store.batch_scene(&id, seller, wanted, stamp.now).await?;
        match scene.before {
            Some(before) if request.made(&before.mark)? => {
                let orders = app.store.batch_orders(&before.batch).await?;
                let batch = before.batch;
                let made = CreatedBatch { batch, orders };
                return Ok(ControlFlow::Break(Idempotent::before(made)));
            }
            Some(_) => return Ok(ControlFlow::Continue(salt + 1)),
            None => {}
        }
        let plan = BatchPlan {
            id,
            number: number(stamp.now, scene.count),
            seller: seller.clone(),
            candidates: Candidates {
                wanted,
                named: NamedOrders::All,
                orders: &scene.orders,
                living: &scene.living,
            },
            zone: zone.clone(),
            driver: driver.clone(),
        };
        let change = plan.make(actor, &stamp)?;
        let commit = app.store.create_batch(&change, request.mark()?, scene.count).await?;
        Ok(if committed(commit)? {
            let made = changed(change, scene.orders);
            let made = CreatedBatch { batch: made.batch, orders: made.orders };
            ControlFlow::Break(Idempotent::now(made))
        } else {
            ControlFlow::Continue(salt)
        })
    })
    .await
}

fn batch_id(request: &Request<'_>, salt: u8) -> Result<BatchId, AppError> {
    let id = format!("BAT-{}", request.suffix(salt)?.as_str());
    id.parse().map_err(|_| AppError::Conflict)
}

/// The number of the next batch of a day.
fn number(now: Timestamp, count: u32) -> String {
    let day = now.to_zoned(TimeZone::UTC).date();
    format!("BTH-{:04}{:02}{:02}-{:03}", day.year(), day.month(), day.day(), count + 1)
}

//! Moving several orders to a status, each independently of the others.

use std::{sync::Arc, time::Duration};

use docket_domain::{Actor, Order, OrderId, Refusal, StatusName};
use docket_store::StoreError;
use tokio::{task::JoinSet, time::Instant};

use super::{access::visible, remarks::Remarks};
use crate::{AppError, ExpectedVersion, SharedApp, delivery::move_order};

/// How many orders are moved concurrently.
const AT_ONCE: usize = 10;
/// After how long no further order is moved, so that the response is sent before the API gateway
/// times out. The response names the orders that were not tried.
const BEGIN_UNTIL: Duration = Duration::from_secs(18);

/// A request to move orders to a status.
#[derive(Debug, Clone)]
pub struct MoveOrders {
    /// The actor who moves them.
    pub actor: Actor,
    /// The target status.
    pub to: String,
    /// The note and the reason, for the history of each order.
    pub remarks: Remarks,
}

/// An order that is in the target status.
#[derive(Debug)]
pub enum Moved {
    /// It was moved to the status.
    Changed(Order),
    /// It was in the status already.
    Unchanged(Order),
}

/// The move of one of the orders.
struct Task {
    app: SharedApp,
    wanted: MoveOrders,
    until: Instant,
}

/// Moves orders, and returns the outcome of each, in the sequence of `ids`. A repeated request
/// changes nothing.
///
/// Some orders are moved concurrently. Orders that conflict with each other, such as those of one
/// batch, are tried again one by one.
///
/// # Errors
///
/// [`AppError::Refused`] when no lifecycle has such a status; [`AppError::Store`] when the task of
/// an order was aborted.
pub async fn move_orders(
    app: SharedApp,
    ids: Vec<OrderId>,
    wanted: MoveOrders,
) -> Result<Vec<(OrderId, Result<Moved, AppError>)>, AppError> {
    if wanted.to.parse::<StatusName>().is_err() {
        return Err(Refusal::unknown_status(&wanted.to, StatusName::all()).into());
    }
    let until = Instant::now() + BEGIN_UNTIL;
    let task = Arc::new(Task { app, wanted, until });
    let mut left = ids.iter().copied().enumerate();
    let mut running = JoinSet::new();
    let mut begin = |running: &mut JoinSet<_>| {
        if let Some((at, id)) = left.next() {
            let task = task.clone();
            running.spawn(async move { (at, task.one(id).await) });
        }
    };
    for _ in 0..AT_ONCE {
        begin(&mut running);
    }
    let mut done = Vec::new();
    while let Some(one) = running.join_next().await {
        done.push(one.map_err(|_| StoreError::Busy)?);
        begin(&mut running);
    }
    done.sort_by_key(|(at, _)| *at);
    let mut outcomes = Vec::new();
    for (id, (_, mut outcome)) in ids.into_iter().zip(done) {
        if matches!(outcome, Err(AppError::Conflict)) {
            outcome = task.one(id).await;
        }
        outcomes.push((id, outcome));
    }
    Ok(outcomes)
}

impl Task {
    async fn one(&self, id: OrderId) -> Result<Moved, AppError> {
        if Instant::now() >= self.until {
            return Err(StoreError::Busy.into());
        }
        let MoveOrders { actor, to, remarks } = &self.wanted;
        let who = std::slice::from_ref(actor);
        let order = visible(&self.app, id, who).await?;
        if order.has_come_to(to) {
            return Ok(Moved::Unchanged(order));
        }
        let any = ExpectedVersion::Any;
        let moved = move_order(&self.app, order, who, &any, to, remarks);
        Box::pin(moved).await.map(Moved::Changed)
    }
}

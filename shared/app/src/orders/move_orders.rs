//! Moving several orders to a status, each as if alone.

use std::{sync::Arc, time::Duration};

use docket_domain::{Actor, Order, OrderId, Refusal, StatusName};
use docket_store::StoreError;
use tokio::{task::JoinSet, time::Instant};

use super::{access::visible, remarks::Remarks};
use crate::{AppError, ExpectedVersion, SharedApp, delivery::move_order};

/// How many orders are worked on at the same time.
const AT_ONCE: usize = 10;
/// When no more orders are begun, so that there is an answer before the
/// gateway gives up: what was not begun is named too.
const BEGIN_UNTIL: Duration = Duration::from_secs(18);

/// Where orders should go, and who moves them.
#[derive(Debug, Clone)]
pub struct MoveOrders {
    /// Who moves them.
    pub actor: Actor,
    /// A status of the orders' lifecycles.
    pub to: String,
    /// For each timeline.
    pub remarks: Remarks,
}

/// An order that is where it should go.
#[derive(Debug)]
pub enum Moved {
    /// It was moved there.
    Changed(Order),
    /// It was there already.
    Unchanged(Order),
}

/// What is to be done to each of them.
struct Task {
    app: SharedApp,
    wanted: MoveOrders,
    until: Instant,
}

/// Moves orders, and says of each, in the order of `ids`, what became of it.
/// The same again changes nothing.
///
/// Works on a few at a time. Those that lost a race against each other, as
/// orders of one batch do, are run again one by one.
///
/// # Errors
///
/// [`AppError::Refused`] when no lifecycle has such a status;
/// [`AppError::Store`] when an order's work was lost.
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

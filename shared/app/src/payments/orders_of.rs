//! The orders of a payment, also after they were merged or split.

use docket_domain::{
    Actor, Amount, Change, Command, Order, OrderId, RefundId, Refusal,
    payments::{Payment, RefundState},
};

use crate::{App, AppError};

/// The function that settles payments; the history names it as the actor.
pub(super) const SETTLER: &str = "settle-payment";
/// The most merges that are followed from an order.
const MAX_MERGES: usize = 10;

/// An order, and those of the payment's original orders that it contains.
#[derive(Debug, Clone)]
pub(super) struct OrderOf {
    /// The current state of the order.
    pub order: Order,
    /// The payment's original orders that it contains.
    pub shares: Vec<OrderId>,
}

/// Reads the orders of a payment. An order that was merged is replaced by the order that contains
/// it.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub(super) async fn orders_of(app: &App, payment: &Payment) -> Result<Vec<OrderOf>, AppError> {
    let ids: Vec<OrderId> = payment.shares.iter().map(|share| share.order).collect();
    let mut all: Vec<OrderOf> = Vec::new();
    for found in app.store.find_orders(&ids).await? {
        let share = found.order.id;
        let order = followed(app, found.order).await?;
        match all.iter_mut().find(|it| it.order.id == order.id) {
            Some(known) => known.shares.push(share),
            None => all.push(OrderOf { order, shares: vec![share] }),
        }
    }
    Ok(all)
}

/// The orders that have a share of a payment: those that it was opened for, and those that were
/// split off them.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub(super) async fn holders(app: &App, payment: &Payment) -> Result<Vec<OrderOf>, AppError> {
    let mut orders = orders_of(app, payment).await?;
    let mut at = 0;
    while at < orders.len() {
        let parts = orders[at].order.links.split_into.clone();
        for found in app.store.find_orders(&parts).await? {
            if orders.iter().all(|it| it.order.id != found.order.id) {
                orders.push(OrderOf { order: found.order, shares: Vec::new() });
            }
        }
        at += 1;
    }
    orders.retain(|it| it.order.payment_of(&payment.id).is_some());
    Ok(orders)
}

/// The order with the information which of its refunds have begun. Those are not withdrawn.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub(super) async fn with_begun(app: &App, order: Order) -> Result<Order, AppError> {
    let refunds = app.store.refunds(order.id.suffix()).await?;
    let begun = refunds.iter().filter(|it| it.state == RefundState::Processing);
    let begun: Vec<RefundId> = begun.map(|it| it.id.clone()).collect();
    Ok(order.with_refunds_under_way(&begun))
}

/// The order that an order was merged into, or the order itself.
async fn followed(app: &App, order: Order) -> Result<Order, AppError> {
    let mut order = order;
    for _ in 0..MAX_MERGES {
        let Some(into) = order.links.merged_into else { break };
        match app.store.find_order(into).await? {
            Some(next) => order = next,
            None => break,
        }
    }
    Ok(order)
}

/// An order's part of a divided amount.
pub(super) fn part_of(of: &OrderOf, divided: &[(OrderId, Amount)]) -> Amount {
    let own = divided.iter().filter(|(order, _)| of.shares.contains(order));
    own.fold(Amount::ZERO, |sum, (_, part)| sum.plus(*part).unwrap_or(Amount::MAX))
}

/// Applies a command to each order, with `function` as the actor. Orders that do not change are
/// left out.
///
/// # Errors
///
/// The refusal of an order.
pub(super) fn apply_all(
    app: &App,
    function: &'static str,
    orders: &[OrderOf],
    command: impl Fn(&OrderOf) -> Option<Command>,
) -> Result<Vec<(Order, Change)>, AppError> {
    let stamp = app.stamp()?;
    let mut changes = Vec::new();
    for of in orders {
        let Some(command) = command(of) else { continue };
        let change = of.order.apply(&command, &Actor::System(function), &stamp);
        let change = change.map_err(|refusal: Refusal| AppError::from(refusal))?;
        if change.order.version > of.order.version {
            changes.push((of.order.clone(), change));
        }
    }
    Ok(changes)
}

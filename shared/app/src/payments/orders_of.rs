//! The orders that a payment is for, wherever they went since.

use docket_domain::{
    Actor, Amount, Change, Command, Order, OrderId, RefundId, Refusal,
    payments::{Payment, RefundState},
};

use crate::{App, AppError};

/// The function that settles payments, as the history names it.
pub(super) const SETTLER: &str = "settle-payment";
/// How many merges are followed: an order goes into another at most once, and a
/// chain of them ends.
const MAX_MERGES: usize = 10;

/// An order, and which of the payment's orders it was then.
#[derive(Debug, Clone)]
pub(super) struct OrderOf {
    /// The order, as it is now.
    pub order: Order,
    /// The payment's orders that are in it.
    pub shares: Vec<OrderId>,
}

/// Reads the orders of a payment. One that went into another is that one.
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

/// The orders that have a part of a payment: those that it was opened for, and the
/// parts that were split off them.
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

/// An order that knows which of its refunds were begun: nobody withdraws those.
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

/// The order that an order goes on in.
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

/// The part of a divided amount that is for an order.
pub(super) fn part_of(of: &OrderOf, divided: &[(OrderId, Amount)]) -> Amount {
    let own = divided.iter().filter(|(order, _)| of.shares.contains(order));
    own.fold(Amount::ZERO, |sum, (_, part)| sum.plus(*part).unwrap_or(Amount::MAX))
}

/// Applies a command to each order, as `function`; those of which it changes
/// nothing are left out.
///
/// # Errors
///
/// What an order refuses.
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

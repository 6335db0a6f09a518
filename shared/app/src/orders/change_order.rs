//! Deciding a command on an order and committing it, with retries when a concurrent change was
//! faster.

use std::ops::ControlFlow;

use docket_domain::{Actor, Command, Order, RefundId, payments::RefundState};
use docket_store::{Commit, Shortage};

use super::access::{decide, visible};
use crate::{App, AppError, ExpectedVersion, Shortfall, StepTime, retry::retry_reading};

/// Decides and commits a command on an order that the caller has read, and returns the changed
/// order.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when the order does not have an expected version;
/// [`AppError::Refused`] when its lifecycle does not allow the command; [`AppError::VoucherGone`],
/// [`AppError::VoucherUses`] and [`AppError::InsufficientStock`] when vouchers or stock that it
/// needs are missing; [`AppError::Conflict`] when concurrent requests changed it during every try.
pub async fn change_order(
    app: &App,
    found: Order,
    who: &[Actor],
    expected: &ExpectedVersion,
    command: &Command,
) -> Result<Order, AppError> {
    change_order_at(app, found, (who, expected), command, StepTime::NOW).await
}

/// Like [`change_order`], for a command that happened at `time`.
pub(crate) async fn change_order_at(
    app: &App,
    found: Order,
    (who, expected): (&[Actor], &ExpectedVersion),
    command: &Command,
    time: StepTime,
) -> Result<Order, AppError> {
    let id = found.id;
    let read = || visible(app, id, who);
    retry_reading(found, read, |order| async move {
        expected.check(order.version)?;
        let stamp = time.stamp(app)?;
        let order = with_refunds(app, order, command).await?;
        let change = decide(&order, who, |actor| order.apply(command, actor, &stamp))?;
        match app.store.commit(&order, &change).await? {
            Commit::Done => {
                release(app, &order, &change.order).await;
                Ok(ControlFlow::Break(change.order))
            }
            Commit::Stale => Ok(ControlFlow::Continue(())),
            Commit::VoucherGone => Err(AppError::VoucherGone),
            Commit::VoucherUses(code) => Err(AppError::VoucherUses(code)),
            Commit::Short(short) => {
                let short = short.iter().map(|it| shortfall(it, &order)).collect();
                Err(AppError::InsufficientStock(short))
            }
        }
    })
    .await
}

/// The order with the information which of its refunds have begun, if the command may restore it. A
/// refund that has begun is not withdrawn.
async fn with_refunds(app: &App, order: Order, command: &Command) -> Result<Order, AppError> {
    let is_override = matches!(command, Command::Override { .. });
    let mut begun: Vec<RefundId> = Vec::new();
    let asked = order.refunds.iter().filter(|it| is_override && it.of_stop && it.payment.is_some());
    for refund in asked {
        let found = app.store.refund(order.id.suffix(), &refund.id).await?;
        begun
            .extend(found.filter(|it| it.state == RefundState::Processing).map(|it| it.id.clone()));
    }
    Ok(order.with_refunds_under_way(&begun))
}

/// Removes the hold of an order that no longer waits from its phone, so that the phone can hold
/// another order. If that fails, the hold expires.
pub(crate) async fn release(app: &App, before: &Order, after: &Order) {
    let Some(until) = before.held_until().filter(|_| after.held_until().is_none()) else { return };
    let held = (before.id.suffix(), until);
    if let Err(error) = app.store.release_order(&before.customer.key, held).await {
        tracing::warn!(%error, "an order is held no longer, and its phone's holds still count it");
    }
}

fn shortfall(short: &Shortage, order: &Order) -> Shortfall {
    let line = order.lines.iter().find(|line| line.product == short.product);
    let name = line.map_or_else(String::new, |line| line.name.to_string());
    Shortfall::new(short, name)
}

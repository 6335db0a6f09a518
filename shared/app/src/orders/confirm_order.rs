//! Confirming a guest's order with its code.

use std::ops::ControlFlow;

use docket_domain::{Actor, Command, Contact, Order, OrderId, Stamp};
use docket_store::{Attempt, Commit, Saved, StoredOrder, Subject, Together};

use super::leading_order::leading;
use crate::{
    App, AppError, ExpectedVersion,
    auth::{Guess, code, confirm_contact},
    retry::retry_on_stale,
};

/// An order that a code confirmed, and its buyer.
#[derive(Debug)]
pub struct ConfirmedOrder {
    /// The order that the code was sent for.
    pub order: Order,
    /// All orders of its checkout that the code confirmed, in the checkout's sequence; empty for an
    /// order without a checkout.
    pub checkout: Vec<Order>,
    /// The buyer, who received the code.
    pub buyer: Actor,
    /// The epoch of the phone's tokens.
    pub contact_epoch: u32,
    /// The time and the change.
    pub stamp: Stamp,
}

/// Confirms a guest's order. The code of a checkout can be given for any of its orders, and
/// confirms all of them. A wrong guess is counted, but not when the order's version is not an
/// expected one.
///
/// # Errors
///
/// [`AppError::NotFound`] when there is no such order; [`AppError::PreconditionFailed`] when it
/// does not have an expected version; [`AppError::Refused`] when it waits for no code;
/// [`AppError::CodeRejected`] when the code is wrong, or none is open; [`AppError::Conflict`] when
/// concurrent requests changed the orders during every try.
pub async fn confirm_order(
    app: &App,
    id: OrderId,
    expected: &ExpectedVersion,
    guess: &Guess,
) -> Result<ConfirmedOrder, AppError> {
    if expected.is_bound() {
        // The version is checked first, because a guess at another version is not counted.
        let order = app.store.find_order(id).await?.ok_or(AppError::NotFound)?;
        expected.check(order.version)?;
    }
    let order = attempt(app, id).await?;
    if order.id == id {
        expected.check(order.version)?;
    }
    compare(app, &order, guess)?;
    let buyer = Actor::Buyer(order.customer.key.clone());
    let stamp = app.stamp()?;
    // The contact is confirmed before the order, because confirming the order sends a message to
    // the contact.
    let phone = Contact::Phone(order.customer.phone.clone());
    // An order that must be paid first keeps its hold.
    let held = order.held_until().filter(|_| !order.awaits_payment());
    let held = held.map(|until| (order.id.suffix(), until));
    confirm_contact(app, &order.customer.key, &phone, held, stamp.now).await;
    let mut confirmed = confirm(app, order, id, &buyer, &stamp).await?;
    let asked = confirmed.iter().find(|order| order.id == id).ok_or(AppError::Conflict)?;
    let order = asked.clone();
    let contact_epoch = app.store.contact_epoch(&order.customer.key).await?;
    if order.links.group.is_empty() {
        confirmed.clear();
    }
    Ok(ConfirmedOrder { order, checkout: confirmed, buyer, contact_epoch, stamp })
}

/// Confirms an order whose code was right, and the orders of its checkout that wait for this code,
/// in one transaction.
async fn confirm(
    app: &App,
    order: Order,
    asked: OrderId,
    actor: &Actor,
    stamp: &Stamp,
) -> Result<Vec<Order>, AppError> {
    if order.links.group.is_empty() {
        let change = order.apply(&Command::Verify, actor, stamp)?;
        return match app.store.commit(&order, &change).await? {
            Commit::Done => Ok(vec![change.order]),
            Commit::Stale | Commit::Short(_) | Commit::VoucherGone | Commit::VoucherUses(_) => {
                Err(lost(app, order.id).await?)
            }
        };
    }
    // Each attempt is another transaction of this change.
    retry_on_stale((order, 0), |(mut order, tries)| async move {
        let mut changes = Vec::new();
        for StoredOrder { order: other, .. } in app.store.find_orders(&order.links.group).await? {
            if other.id == order.id && same_code(&order, &other) {
                order = other;
            } else if other.is_confirmed_with(&order, stamp) {
                let change = other.apply(&Command::Verify, actor, stamp)?;
                changes.push((other, change));
            }
        }
        let change = order.apply(&Command::Verify, actor, stamp)?;
        changes.push((order.clone(), change));
        changes.sort_by_key(|(it, _)| order.links.group.iter().position(|id| *id == it.id));
        // The order was cancelled in the meantime, so it is not confirmed.
        if changes.iter().all(|(order, _)| order.id != asked) {
            return Err(lost(app, asked).await?);
        }
        let together = Together { changes: &changes, made: None, recorded: None, tries };
        match app.store.commit_together(&together).await? {
            Saved::Done => {
                let orders = changes.into_iter().map(|(_, change)| change.order);
                Ok(ControlFlow::Break(orders.collect()))
            }
            Saved::Stale => {
                let now = app.store.find_order(order.id).await?;
                if !now.is_some_and(|now| same_code(&order, &now)) {
                    return Err(lost(app, order.id).await?);
                }
                Ok(ControlFlow::Continue((order, tries + 1)))
            }
        }
    })
    .await
}

/// Whether an order still waits for the code that was checked.
fn same_code(compared: &Order, now: &Order) -> bool {
    let number = |order: &Order| order.hold.map(|hold| hold.send.number);
    number(compared).is_some() && number(compared) == number(now)
}

/// Counts a guess before the code is compared.
async fn attempt(app: &App, id: OrderId) -> Result<Order, AppError> {
    let stamp = app.stamp()?;
    let (order, counted) = match app.store.attempt_order(id.suffix(), stamp.now).await? {
        Attempt::Counted(order) => (order, true),
        Attempt::Refused(order) => (order, false),
        Attempt::Unknown => return Err(AppError::NotFound),
    };
    if order.id != id {
        return Err(AppError::NotFound);
    }
    order.may_verify(&stamp)?;
    match &order.hold {
        Some(hold) if hold.is_by_another() => match leading(app, &order, &stamp).await? {
            Some(leading) => Box::pin(attempt(app, leading.id)).await,
            None => Err(AppError::CodeRejected {
                detail: "no code of this checkout is open; request a new code".to_owned(),
                attempts_left: 0,
            }),
        },
        Some(hold) if !counted => {
            let refusal = hold.send.may_attempt(stamp.now).err();
            let detail = refusal.map_or_else(
                || "the code could not be checked; try again".to_owned(),
                |it| it.to_string(),
            );
            Err(AppError::CodeRejected { detail, attempts_left: 0 })
        }
        Some(_) | None => Ok(order),
    }
}

fn compare(app: &App, order: &Order, guess: &Guess) -> Result<(), AppError> {
    let Some(hold) = &order.hold else { return Err(AppError::Conflict) };
    let subject = Subject::Order(order.id.suffix());
    if guess.is(&code(app.keys.codes()?, &subject, &hold.send)) {
        return Ok(());
    }
    let attempts_left = hold.send.attempts_left();
    Err(AppError::CodeRejected { detail: "the code is wrong".to_owned(), attempts_left })
}

/// Why a right code came too late: the order was confirmed, expired or cancelled, or another code
/// was sent, at the same time.
async fn lost(app: &App, id: OrderId) -> Result<AppError, AppError> {
    let order = app.store.find_order(id).await?.ok_or(AppError::NotFound)?;
    Ok(match order.may_verify(&app.stamp()?) {
        Err(refusal) => refusal.into(),
        Ok(()) => AppError::CodeRejected {
            detail: "a newer code was sent; use the newer code".to_owned(),
            attempts_left: order.hold.map_or(0, |hold| hold.send.attempts_left()),
        },
    })
}

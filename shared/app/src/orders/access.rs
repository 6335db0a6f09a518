//! Rights to see and change an order, and the capacity in which a caller changes it.

use docket_domain::{Actor, CancellationChannel, Order, OrderId};
use jiff::Timestamp;

use crate::{App, AppError, Granted};

/// Loads an order that a caller may see in one of their capacities.
///
/// # Errors
///
/// [`AppError::NotFound`] when it does not exist or the caller may not see it.
pub(crate) async fn visible(app: &App, id: OrderId, who: &[Actor]) -> Result<Order, AppError> {
    let order = app.store.find_order(id).await?;
    order.filter(|order| sees(order, who)).ok_or(AppError::NotFound)
}

/// Loads an order for a caller who manages its seller.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] when the caller
/// sees it and does not manage its seller.
pub async fn order_to_manage(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<(Order, Granted), AppError> {
    found(app, id, who, manages).await
}

/// Loads an order for its buyer.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] when the caller
/// sees it and is not its buyer.
pub async fn order_to_pay(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<(Order, Granted), AppError> {
    found(app, id, who, Order::is_of).await
}

/// Loads an order for a caller who may update it: its customer, or who manages its seller.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] when the caller
/// sees it and may not update it.
pub async fn order_to_update(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<(Order, Granted), AppError> {
    found(app, id, who, |order, actor| order.is_of(actor) || manages(order, actor)).await
}

/// Loads an order for a transition. Which roles may make it depends on the target status, so the
/// lifecycle checks that later.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it.
pub async fn order_to_move(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<(Order, Granted), AppError> {
    found(app, id, who, |_, _| true).await
}

/// Loads an order for drivers and administrators. The role decides, not the proven contact.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] for other roles.
pub async fn order_to_deliver(
    app: &App,
    id: OrderId,
    actor: &Actor,
    who: &[Actor],
) -> Result<(Order, Granted), AppError> {
    let drives = matches!(actor, Actor::Driver { .. } | Actor::Admin(_));
    found(app, id, who, |_, _| drives).await
}

/// Loads an order for a caller whose role may cancel it through a channel.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] for roles that
/// may not use this channel.
pub async fn order_to_cancel(
    app: &App,
    id: OrderId,
    who: &[Actor],
    channel: CancellationChannel,
) -> Result<(Order, Granted), AppError> {
    found(app, id, who, |_, actor| channel.is_open_to(actor.role())).await
}

/// Loads an order for administrators.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] for everybody
/// else.
pub async fn order_to_override(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<(Order, Granted), AppError> {
    found(app, id, who, |_, actor| matches!(actor, Actor::Admin(_))).await
}

/// Loads an order that `who` may see in a capacity for which `may` is true.
async fn found(
    app: &App,
    id: OrderId,
    who: &[Actor],
    may: impl Fn(&Order, &Actor) -> bool,
) -> Result<(Order, Granted), AppError> {
    let order = visible(app, id, who).await?;
    let mut seeing = who.iter().filter(|actor| order.visible_to(actor));
    let granted = Granted::only(seeing.any(|actor| may(&order, actor)))?;
    Ok((order, granted))
}

/// Whether `actor` manages an order's seller.
pub(super) fn manages(order: &Order, actor: &Actor) -> bool {
    actor.manages(&order.seller)
}

/// Whether a caller may see an order in one of the capacities `who`.
#[must_use]
pub fn sees(order: &Order, who: &[Actor]) -> bool {
    who.iter().any(|actor| order.visible_to(actor))
}

/// Whether a caller is shown the customer's contact and address at `now`, in one of the capacities
/// `who`.
#[must_use]
pub fn shows_contact(order: &Order, who: &[Actor], now: Timestamp) -> bool {
    let mut seeing = who.iter().filter(|actor| order.visible_to(actor));
    seeing.any(|actor| order.shows_contact_to(actor, now))
}

/// The capacity in which a caller manages an order's seller.
///
/// # Errors
///
/// [`AppError::Forbidden`] when there is none.
pub(crate) fn manager<'a>(order: &Order, who: &'a [Actor]) -> Result<&'a Actor, AppError> {
    who.iter().find(|actor| actor.manages(&order.seller)).ok_or(AppError::Forbidden)
}

/// Decides in the first capacity that may see the order and is not forbidden to make the request:
/// the role, then the proven contact. The history names the capacity that was used.
///
/// # Errors
///
/// The refusal of `decide` in that capacity; a forbidden error ([`AppError::is_forbidden`]) when
/// every capacity is forbidden.
pub fn decide<'a, T, E: Into<AppError>>(
    order: &Order,
    who: &'a [Actor],
    decide: impl Fn(&'a Actor) -> Result<T, E>,
) -> Result<T, AppError> {
    let mut refused = AppError::Forbidden;
    for actor in who.iter().filter(|actor| order.visible_to(actor)) {
        match decide(actor).map_err(Into::into) {
            Err(error) if error.is_forbidden() => refused = error,
            decided => return decided,
        }
    }
    Err(refused)
}

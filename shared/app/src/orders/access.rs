//! Who may see an order, and in which of their capacities they change it.

use docket_domain::{Actor, CancellationChannel, Order, OrderId};
use jiff::Timestamp;

use crate::{App, AppError, Granted};

/// Loads an order that somebody may see in one of their capacities.
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

/// Loads an order for who may change what it says: its customer, and who
/// manages its seller.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] for who sees it
/// only.
pub async fn order_to_update(
    app: &App,
    id: OrderId,
    who: &[Actor],
) -> Result<(Order, Granted), AppError> {
    found(app, id, who, |order, actor| order.is_of(actor) || manages(order, actor)).await
}

/// Loads an order for who may try to move it: whom its lifecycle lets through
/// depends on the status that is asked for.
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

/// Loads an order for drivers and administrators. The role decides here, and
/// not the contact.
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

/// Loads an order for who may cancel it in a way.
///
/// # Errors
///
/// [`AppError::NotFound`] when the caller may not see it, [`AppError::Forbidden`] for roles to
/// which this way is closed.
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

/// Loads an order that `who` may see and, in a capacity that sees it, `may`
/// use the route on.
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

/// Whether somebody manages an order's seller.
pub(super) fn manages(order: &Order, actor: &Actor) -> bool {
    actor.manages(&order.seller)
}

/// Whether somebody may see an order in one of their capacities.
#[must_use]
pub fn sees(order: &Order, who: &[Actor]) -> bool {
    who.iter().any(|actor| order.visible_to(actor))
}

/// Whether somebody is shown at `now`, in one of their capacities, who ordered
/// and where they are.
#[must_use]
pub fn shows_contact(order: &Order, who: &[Actor], now: Timestamp) -> bool {
    let mut seeing = who.iter().filter(|actor| order.visible_to(actor));
    seeing.any(|actor| order.shows_contact_to(actor, now))
}

/// The capacity in which somebody manages an order's seller.
///
/// # Errors
///
/// [`AppError::Forbidden`] when there is none.
pub(crate) fn manager<'a>(order: &Order, who: &'a [Actor]) -> Result<&'a Actor, AppError> {
    who.iter().find(|actor| actor.manages(&order.seller)).ok_or(AppError::Forbidden)
}

/// Decides in the first capacity that may see the order and is not forbidden
/// to: by role, then by proven contact. The history names the capacity that
/// was taken.
///
/// # Errors
///
/// What `decide` refuses in the first capacity that is not forbidden to;
/// [`AppError::is_forbidden`] when every capacity is.
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

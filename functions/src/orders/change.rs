//! Deciding a command on an order and committing it, again when somebody else
//! was faster.

use docket_app::{App, AppError, ExpectedVersion, Faults, Granted, Shortfall};
use docket_domain::{Actor, Command, Order, OrderId, Text};
use docket_store::{Commit, Shortage};
use jiff::Timestamp;

/// How often a lost race for an order is run again.
pub const TRIES: usize = 5;

/// Loads an order that somebody may see in one of their capacities.
pub async fn visible(app: &App, id: OrderId, who: &[Actor]) -> Result<Order, AppError> {
    let order = app.store.find_order(id).await?;
    order.filter(|order| sees(order, who)).ok_or(AppError::NotFound)
}

/// Loads an order for a route that only some of those may use who see it.
///
/// # Errors
///
/// [`AppError::NotFound`] for who may not see it, [`AppError::Forbidden`] for
/// who may not use the route.
pub async fn found(
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
pub fn manages(order: &Order, actor: &Actor) -> bool {
    actor.manages(&order.seller)
}

/// Whether somebody may see an order in one of their capacities.
pub fn sees(order: &Order, who: &[Actor]) -> bool {
    who.iter().any(|actor| order.visible_to(actor))
}

/// Whether somebody is shown at `now`, in one of their capacities, who ordered
/// and where they are.
pub fn shows_contact(order: &Order, who: &[Actor], now: Timestamp) -> bool {
    let mut seeing = who.iter().filter(|actor| order.visible_to(actor));
    seeing.any(|actor| order.shows_contact_to(actor, now))
}

/// The capacity in which somebody manages an order's seller.
///
/// # Errors
///
/// [`AppError::Forbidden`] when there is none.
pub fn manager<'a>(order: &Order, who: &'a [Actor]) -> Result<&'a Actor, AppError> {
    who.iter().find(|actor| actor.manages(&order.seller)).ok_or(AppError::Forbidden)
}

/// Decides in the first capacity that may see the order and is not forbidden
/// to: by role, then by proven contact. The history names the capacity that
/// was taken.
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

/// Decides and commits a command on an order as it was found; answers the
/// order after it.
pub async fn change(
    app: &App,
    found: Order,
    who: &[Actor],
    expected: &ExpectedVersion,
    command: &Command,
) -> Result<Order, AppError> {
    let (id, mut found) = (found.id, Some(found));
    for _ in 0..TRIES {
        let order = match found.take() {
            Some(order) => order,
            None => visible(app, id, who).await?,
        };
        expected.check(order.version)?;
        let stamp = app.stamp()?;
        let change = decide(&order, who, |actor| order.apply(command, actor, &stamp))?;
        match app.store.commit(&order, &change).await? {
            Commit::Done => {
                if change.order.hold.is_none() {
                    release(app, &order).await;
                }
                return Ok(change.order);
            }
            Commit::Stale => {}
            Commit::VoucherGone => return Err(AppError::VoucherGone),
            Commit::VoucherUses(code) => return Err(AppError::VoucherUses(code)),
            Commit::Short(short) => {
                let short = short.iter().map(|it| shortfall(it, &order)).collect();
                return Err(AppError::InsufficientStock(short));
            }
        }
    }
    Err(AppError::Conflict)
}

/// Lets a phone hold another order instead of one that waits no longer. A hold
/// that cannot be noted as over lapses by itself.
async fn release(app: &App, before: &Order) {
    let Some(hold) = before.hold else { return };
    let held = (before.id.suffix(), hold.ends_at);
    if let Err(error) = app.store.release_order(&before.customer.key, held).await {
        tracing::warn!(%error, "an order is held no longer, and its phone's holds still count it");
    }
}

fn shortfall(short: &Shortage, order: &Order) -> Shortfall {
    let line = order.lines.iter().find(|line| line.product == short.product);
    let name = line.map_or_else(String::new, |line| line.name.to_string());
    Shortfall::new(short, name)
}

/// What somebody says of a step.
#[derive(Clone, Default)]
pub struct Said {
    /// For the timeline.
    pub note: Option<Text<1000>>,
    /// Why.
    pub reason: Option<Text<1000>>,
}

impl Said {
    /// Reads both; what cannot be read is among the faults.
    pub fn read(notes: Option<&str>, reason: Option<&str>, faults: &mut Faults) -> Self {
        let note = faults.maybe("/notes", notes);
        Self { note, reason: faults.maybe("/reason", reason) }
    }
}

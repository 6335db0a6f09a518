//! Deciding a command on an order and committing it, again when somebody else
//! was faster.

use docket_domain::{Actor, Command, Order, OrderId, Text};
use docket_store::{Commit, Shortage};

use crate::{
    App,
    http::{ApiError, Conditions, FieldError, Shortfall},
};

/// How often a lost race for an order is run again.
pub const TRIES: usize = 5;

/// Loads an order that `actor` may see.
pub async fn visible(app: &App, id: OrderId, actor: &Actor) -> Result<Order, ApiError> {
    let order = app.store.find_order(id).await?;
    order.filter(|order| order.visible_to(actor)).ok_or(ApiError::NotFound)
}

/// Decides and commits a command; answers the order after it.
pub async fn change(
    app: &App,
    id: OrderId,
    actor: &Actor,
    conditions: &Conditions,
    command: &Command,
) -> Result<Order, ApiError> {
    for _ in 0..TRIES {
        let order = visible(app, id, actor).await?;
        conditions.check(order.version)?;
        let change = order.apply(command, actor, &app.stamp()?)?;
        match app.store.commit(&order, &change).await? {
            Commit::Done => return Ok(change.order),
            Commit::Stale => {}
            Commit::VoucherGone => return Err(ApiError::VoucherGone),
            Commit::Short(short) => {
                let short = short.iter().map(|it| shortfall(it, &order)).collect();
                return Err(ApiError::InsufficientStock(short));
            }
        }
    }
    Err(ApiError::Conflict)
}

fn shortfall(short: &Shortage, order: &Order) -> Shortfall {
    let line = order.lines.iter().find(|line| line.product == short.product);
    let name = line.map_or_else(String::new, |line| line.name.to_string());
    Shortfall::new(short, name)
}

/// Reads the notes for the timeline, or why, where there are none.
pub fn note_or_reason(
    notes: Option<&str>,
    reason: Option<&str>,
) -> Result<Option<Text<1000>>, FieldError> {
    let reason = note("/reason", reason)?;
    Ok(note("/notes", notes)?.or(reason))
}

/// Reads what somebody writes into the timeline.
pub fn note(pointer: &str, text: Option<&str>) -> Result<Option<Text<1000>>, FieldError> {
    text.map(|text| text.parse().map_err(|error| FieldError::at(pointer, error))).transpose()
}

//! The order of a checkout that has the code for all of them.

use docket_domain::{Order, Stamp};

use crate::{App, AppError};

/// The order of this order's checkout whose code confirms it.
pub(super) async fn leading(
    app: &App,
    order: &Order,
    stamp: &Stamp,
) -> Result<Option<Order>, AppError> {
    let group = app.store.find_orders(&order.links.group).await?;
    let mut others = group.into_iter().map(|it| it.order);
    Ok(others.find(|it| {
        let open = it.hold.is_some_and(|hold| !hold.is_by_another() && !hold.ended(stamp.now));
        open && order.is_confirmed_with(it, stamp)
    }))
}

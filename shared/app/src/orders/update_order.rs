//! Updating the content of an order.

use std::ops::ControlFlow;

use docket_domain::{Actor, Catalogue, Line, Order, OrderUpdate, PlaceRefusal, ProductId, Voucher};
use docket_store::{Shortage, Situation, UpdateOutcome, Wanted};
use jiff::Timestamp;

use super::access::{decide, visible};
use crate::{App, AppError, ExpectedVersion, Shortfall, retry::retry_reading};

/// Updates the content of an order that the caller has read, and returns the changed order. Stock,
/// vouchers, charges and tax are adjusted to the new content in one transaction.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when the order does not have an expected version;
/// [`AppError::Refused`] and [`AppError::Place`] when the domain does not allow the update;
/// [`AppError::InsufficientStock`], [`AppError::TooScattered`] and [`AppError::VoucherUses`] when
/// stock or vouchers that it needs are missing; [`AppError::Conflict`] when concurrent requests
/// changed it during every try.
pub async fn update_order(
    app: &App,
    found: Order,
    who: &[Actor],
    expected: &ExpectedVersion,
    update: &OrderUpdate,
) -> Result<Order, AppError> {
    let id = found.id;
    let read = || visible(app, id, who);
    retry_reading(found, read, |order| async move {
        expected.check(order.version)?;
        let updated = Box::pin(updated(app, order, update, who)).await?;
        Ok(updated.map_or(ControlFlow::Continue(()), ControlFlow::Break))
    })
    .await
}

/// Decides and commits the update; `None` when a concurrent change was faster.
async fn updated(
    app: &App,
    order: Order,
    update: &OrderUpdate,
    who: &[Actor],
) -> Result<Option<Order>, AppError> {
    // Rights are checked before anything else.
    let actor = decide(&order, who, |actor| order.may_update(actor).map(|()| actor))?;
    let stamp = app.stamp()?;
    let situation = if update.needs_catalogue() {
        Some(situation(app, &order, update, stamp.now).await?)
    } else {
        None
    };
    let seller = situation.as_ref().and_then(|it| it.seller.as_ref());
    let vouchers: Vec<Voucher> =
        situation.iter().flat_map(|it| &it.vouchers).map(|it| it.voucher.clone()).collect();
    let products = situation.as_ref().map_or(&[][..], |it| &it.products);
    let catalogue = seller.map(|seller| Catalogue { seller, products, vouchers: &vouchers });
    let Some(change) = order.update(update, catalogue, actor, &stamp)? else {
        return Ok(Some(order));
    };
    let wanted = change.order.lines.clone();
    match app.store.commit_update(&order, change, products).await? {
        UpdateOutcome::Done(order) => Ok(Some(*order)),
        UpdateOutcome::Stale => Ok(None),
        UpdateOutcome::VoucherUses(code) => Err(AppError::VoucherUses(code)),
        UpdateOutcome::TooScattered => Err(AppError::TooScattered),
        UpdateOutcome::HeldOut(product) => Err(PlaceRefusal::HeldOut(product).into()),
        UpdateOutcome::Short(short) => {
            let short = short.iter().map(|it| shortfall(it, &order.lines, &wanted)).collect();
            Err(AppError::InsufficientStock(short))
        }
    }
}

async fn situation(
    app: &App,
    order: &Order,
    update: &OrderUpdate,
    now: Timestamp,
) -> Result<Situation, AppError> {
    let products = update.cart.iter().flatten().map(|line| &line.product).collect();
    let vouchers: Vec<_> = order.vouchers.iter().map(|it| it.code.clone()).collect();
    let wanted = Wanted {
        seller: &order.seller,
        products: &products,
        customer: Some(&order.customer.key),
        guest: false,
        order: None,
        vouchers: &vouchers,
        budget: None,
        now,
    };
    Ok(app.store.situation(&wanted).await?)
}

/// The shortfall of a product in an update. The pieces that the order has already count as
/// available.
fn shortfall(short: &Shortage, before: &[Line], after: &[Line]) -> Shortfall {
    let held = |lines: &[Line], product: &ProductId| -> u32 {
        let lines = lines.iter().filter(|line| line.product == *product);
        lines.map(|line| line.quantity.get()).sum()
    };
    let name = after.iter().find(|line| line.product == short.product);
    let whole = Shortage {
        product: short.product.clone(),
        requested: held(after, &short.product),
        available: short.available + u64::from(held(before, &short.product)),
    };
    Shortfall::new(&whole, name.map_or_else(String::new, |line| line.name.to_string()))
}

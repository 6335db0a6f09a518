//! Retrying to place orders when a concurrent change was faster.

use docket_domain::{PlaceRefusal, Product, Stamp};
use docket_store::Unplaced;

use super::decide::shortfall;
use crate::{App, AppError, Idempotent, Request};

/// How often an order is decided when the phone's state or a voucher keeps changing.
const TRIES: u32 = 20;

/// The outcome of an attempt.
pub(super) enum Attempt<T> {
    /// It placed the orders.
    New(T),
    /// An earlier request placed them.
    Before(T),
    /// An id belongs to another request's order.
    Foreign,
    /// The phone's state or a voucher changed meanwhile.
    Stale,
}

/// Places orders, or finds those that an earlier request placed. The result says which.
pub(super) async fn until_placed<T, F>(
    app: &App,
    place: impl Fn(u8, Stamp) -> F,
) -> Result<Idempotent<T>, AppError>
where
    F: Future<Output = Result<Attempt<T>, AppError>>,
{
    // A repeated request starts with the first salt, too, and only an id of another request leads
    // to the next salt. So it finds the order that the first request placed.
    let mut salt = 0;
    for _ in 0..TRIES {
        // Each attempt is another change with another random name.
        match place(salt, app.stamp()?).await? {
            Attempt::New(made) => return Ok(Idempotent::now(made)),
            Attempt::Before(made) => return Ok(Idempotent::before(made)),
            Attempt::Foreign if salt + 1 < Request::SALTS => salt += 1,
            Attempt::Foreign => break,
            Attempt::Stale => {}
        }
    }
    Err(AppError::Conflict)
}

/// The outcome of an attempt that placed nothing.
pub(super) fn unplaced<T>(why: Unplaced, products: &[Product]) -> Result<Attempt<T>, AppError> {
    match why {
        Unplaced::Taken(_) => Ok(Attempt::Foreign),
        Unplaced::Stale => Ok(Attempt::Stale),
        Unplaced::TooScattered => Err(AppError::TooScattered),
        Unplaced::HeldOut(product) => Err(PlaceRefusal::HeldOut(product).into()),
        Unplaced::Short(short) => {
            let short = short.iter().map(|it| shortfall(it, products)).collect();
            Err(AppError::InsufficientStock(short))
        }
    }
}

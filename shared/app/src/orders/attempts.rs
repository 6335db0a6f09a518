//! Placing again when a concurrent change was faster.

use docket_domain::{PlaceRefusal, Product, Stamp};
use docket_store::Unplaced;

use super::decide::shortfall;
use crate::{App, AppError, Idempotent, Request};

/// How often an order is decided again because the phone's state or a voucher
/// changed meanwhile.
const TRIES: u32 = 20;

/// What an attempt came to.
pub(super) enum Attempt<T> {
    /// It placed something.
    New(T),
    /// An earlier request placed it.
    Before(T),
    /// An id is another's.
    Foreign,
    /// The phone's state or a voucher changed meanwhile.
    Stale,
}

/// Places something, or finds what an earlier request placed, and says which.
pub(super) async fn until_placed<T, F>(
    app: &App,
    place: impl Fn(u8, Stamp) -> F,
) -> Result<Idempotent<T>, AppError>
where
    F: Future<Output = Result<Attempt<T>, AppError>>,
{
    // A repeat starts with the first salt again, so that it meets the order
    // wherever the first request left it: only a foreign id moves to the next.
    let mut salt = 0;
    for _ in 0..TRIES {
        // Each try is another change with a name of its own.
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

/// What comes of an attempt that placed nothing of ours.
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

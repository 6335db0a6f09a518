//! What orders do to the stock items that they draw on.
//!
//! A bucket keeps `av` (there), `ou` (taken in all), `rt` (returned in all) and
//! `he` (held by unverified orders). One action each, so that whatever an order
//! does to a bucket adds up to one.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::Draw;

use crate::table::{Action, Expression, Key, keys};

/// Takes stock, if it is there. With a limit it counts as held, and no more
/// than that is held in its bucket then.
pub(super) fn take(draw: &Draw, limit: Option<u64>) -> Action {
    let quantity = draw.quantity;
    let mut take = Expression::default();
    take.subtract("av", quantity).add("ou", quantity).only_if_enough("av", quantity);
    if let Some(limit) = limit {
        take.add_up("he", quantity).only_if_room("he", quantity, limit);
    }
    Action::Update(bucket(draw), take)
}

/// Puts stock back into its bucket, which must be there.
pub(super) fn put_back(draw: &Draw) -> Action {
    let mut back = Expression::default();
    back.add("av", draw.quantity).add("rt", draw.quantity);
    there(draw, back)
}

/// Counts stock as held no longer, whether it was sold or goes back.
pub(super) fn release(draw: &Draw) -> Action {
    let mut release = Expression::default();
    release.subtract("he", draw.quantity);
    there(draw, release)
}

/// Changes a bucket that is there, whatever it holds.
fn there(draw: &Draw, mut change: Expression) -> Action {
    let key = bucket(draw);
    change.only_if(keys::PK, "=", AttributeValue::S(key.pk.clone()));
    Action::Update(key, change)
}

fn bucket(draw: &Draw) -> Key {
    Key::new(keys::bucket(&draw.product, draw.bucket), keys::BUCKET)
}

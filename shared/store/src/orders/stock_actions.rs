//! The actions of orders on stock items.
//!
//! A bucket has the counters `av` (available), `ou` (taken in total), `rt` (returned in total) and
//! `he` (held by unverified orders). All actions only add to these counters, so several actions of
//! an order on one bucket can be combined into one.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::Draw;

use crate::table::{Action, Expression, Key, keys};

/// Takes stock, on the condition that it is available. With a `limit` the stock counts as held, on
/// the condition that the bucket holds no more than the limit.
pub(super) fn take(draw: &Draw, limit: Option<u64>) -> Action {
    let quantity = draw.quantity;
    let mut take = Expression::default();
    take.subtract("av", quantity).add("ou", quantity).only_if_enough("av", quantity);
    if let Some(limit) = limit {
        take.add_up("he", quantity).only_if_room("he", quantity, limit);
    }
    Action::Update(bucket(draw), take)
}

/// Returns stock to its bucket, on the condition that the bucket exists.
pub(super) fn put_back(draw: &Draw) -> Action {
    let mut back = Expression::default();
    back.add("av", draw.quantity).add("rt", draw.quantity);
    there(draw, back)
}

/// Ends the hold of stock that was sold or is returned.
pub(super) fn release(draw: &Draw) -> Action {
    let mut release = Expression::default();
    release.subtract("he", draw.quantity);
    there(draw, release)
}

/// Changes a bucket, on the condition that it exists.
fn there(draw: &Draw, mut change: Expression) -> Action {
    let key = bucket(draw);
    change.only_if(keys::PK, "=", AttributeValue::S(key.pk.clone()));
    Action::Update(key, change)
}

fn bucket(draw: &Draw) -> Key {
    Key::new(keys::bucket(&draw.product, draw.bucket), keys::BUCKET)
}

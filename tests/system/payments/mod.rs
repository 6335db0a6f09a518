//! Tests payments through the stand-in provider, from the buyer's card to the books.

mod accounts;
mod currencies;
mod intake;
mod interleavings;
mod kills;
mod largest;
mod older_orders;
mod outage;
mod paying;
mod payment_required;
mod refunds;
mod reported;
mod shared_payments;

use docket_tests::world::payments::Payments;
use jiff::SignedDuration;

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

async fn settle(world: &Payments) {
    world.docket.running.settle().await.unwrap();
}

//! When an order is expected.

use jiff::Timestamp;

use super::{Method, Order};
use crate::Phase;

impl Order {
    /// When it is expected at the address that it is brought to: made from when
    /// it was accepted and then brought, and not before it is wanted. Nothing
    /// until it is accepted, when the seller does not say how long that takes,
    /// and when it is fetched.
    #[must_use]
    pub fn estimated_delivery(&self) -> Option<Timestamp> {
        let is_brought = matches!(self.fulfilment.method, Method::Delivery(_));
        self.promised_at().filter(|_| is_brought)
    }

    /// When its buyer may expect it: at the address where the seller brings it,
    /// else made. What its seller moved it to; else from when it was accepted, and
    /// not before it is wanted. Nothing until it is accepted, and when the seller
    /// does not say how long that takes.
    #[must_use]
    pub fn promised_at(&self) -> Option<Timestamp> {
        if self.moved_promise.is_some() {
            return self.moved_promise;
        }
        let begun = self.first_in(Phase::Accepted).or_else(|| self.first_in(Phase::Working))?;
        let made = begun + self.prep_time?.duration();
        let there = match self.fulfilment.method {
            Method::Delivery(_) => made + self.delivery_time?.duration(),
            Method::Pickup | Method::Shipping(_) => made,
        };
        Some(self.fulfilment.requested_for.map_or(there, |wanted| there.max(wanted)))
    }
}

//! When an order is expected where it is delivered.

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
        if !matches!(self.fulfilment.method, Method::Delivery(_)) {
            return None;
        }
        let begun = self.first_in(Phase::Accepted).or_else(|| self.first_in(Phase::Working))?;
        let there = begun + self.prep_time?.duration() + self.delivery_time?.duration();
        Some(self.fulfilment.requested_for.map_or(there, |wanted| there.max(wanted)))
    }
}

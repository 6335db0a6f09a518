//! The times at which an order is expected.

use jiff::Timestamp;

use super::{Method, Order};
use crate::Phase;

impl Order {
    /// When the order is expected at its delivery address: [`Self::promised_at`] for orders that
    /// the seller's drivers deliver, `None` for all others.
    #[must_use]
    pub fn estimated_delivery(&self) -> Option<Timestamp> {
        let is_brought = matches!(self.fulfilment.method, Method::Delivery(_));
        self.promised_at().filter(|_| is_brought)
    }

    /// When the buyer may expect the order: at the address for deliveries by the seller, prepared
    /// for all other methods. The time that the seller set, or else the time of accepting plus
    /// preparation and delivery time, but not before the requested time. `None` until the order is
    /// accepted, and when the seller gives no preparation or delivery time.
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

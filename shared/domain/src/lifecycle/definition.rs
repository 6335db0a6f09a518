//! The definition of a lifecycle: its statuses and its named steps.

use super::{Move, Phase, Status, Steps};

/// The statuses that orders of one kind of business go through, and the transitions between them.
#[derive(Debug)]
pub struct Lifecycle {
    /// The name, for example `producer`.
    pub name: &'static str,
    /// The version. An order keeps the version under which it was placed.
    pub version: u32,
    /// The name of the first status of a confirmed order.
    pub start: &'static str,
    /// Whether a payment is held first and captured when the order is accepted, unless the seller
    /// chooses otherwise.
    pub captures_on_accept: bool,
    /// The statuses to which the named steps lead.
    pub steps: Steps,
    /// The statuses, [`AWAITING_VERIFICATION`](super::AWAITING_VERIFICATION) first.
    pub statuses: &'static [Status],
}

impl PartialEq for Lifecycle {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.version) == (other.name, other.version)
    }
}

impl Eq for Lifecycle {}

impl Lifecycle {
    /// The statuses of a driver's steps, in their sequence: picking up, the automatic transitions
    /// after it, and delivering. Empty for a lifecycle without pickup by drivers.
    pub fn drivers_steps(&'static self) -> impl Iterator<Item = &'static str> {
        let picked_up = self.steps.pick_up.and_then(|name| self.status(name));
        let on = |status: &&'static Status| status.then.and_then(|name| self.status(name));
        let out = std::iter::successors(picked_up, on).map(|status| status.name);
        out.chain(self.steps.deliver.filter(|_| picked_up.is_some()))
    }

    /// The status of an order that was picked up, after its automatic transitions.
    #[must_use]
    pub fn out_for_delivery(&'static self) -> Option<&'static str> {
        let deliver = self.steps.deliver;
        self.drivers_steps().take_while(|name| Some(*name) != deliver).last()
    }

    /// The status called `name`.
    #[must_use]
    pub fn status(&'static self, name: &str) -> Option<&'static Status> {
        self.statuses.iter().find(|status| status.name == name)
    }

    /// Whether a transition cancels the order.
    #[must_use]
    pub fn is_cancellation(&'static self, way: &Move) -> bool {
        self.status(way.to).is_some_and(|status| status.phase == Phase::Cancelled)
    }
}

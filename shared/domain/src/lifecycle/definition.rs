//! One lifecycle: its statuses, and where the steps lead that have names of
//! their own.

use super::{Move, Phase, Status, Steps};

/// The statuses of a kind of business, and the moves between them.
#[derive(Debug)]
pub struct Lifecycle {
    /// Its name, for example `producer`.
    pub name: &'static str,
    /// Its version; an order keeps the one that it was placed under.
    pub version: u32,
    /// The name of the first status of a confirmed order.
    pub start: &'static str,
    /// Whether money is held when a buyer pays and taken when the order is
    /// accepted, unless a seller says otherwise.
    pub captures_on_accept: bool,
    /// Where the steps lead that have names of their own.
    pub steps: Steps,
    /// Its statuses, [`AWAITING_VERIFICATION`](super::AWAITING_VERIFICATION) first.
    pub statuses: &'static [Status],
}

impl PartialEq for Lifecycle {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.version) == (other.name, other.version)
    }
}

impl Eq for Lifecycle {}

impl Lifecycle {
    /// The statuses of a driver's steps with an order, in their order: picking up,
    /// what follows by itself, and delivering. None where nobody picks up.
    pub fn drivers_steps(&'static self) -> impl Iterator<Item = &'static str> {
        let picked_up = self.steps.pick_up.and_then(|name| self.status(name));
        let on = |status: &&'static Status| status.then.and_then(|name| self.status(name));
        let out = std::iter::successors(picked_up, on).map(|status| status.name);
        out.chain(self.steps.deliver.filter(|_| picked_up.is_some()))
    }

    /// Where an order that was picked up stays: in the status of that step, or
    /// in what follows by itself.
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

    /// Whether an order that goes this way is cancelled.
    #[must_use]
    pub fn is_cancellation(&'static self, way: &Move) -> bool {
        self.status(way.to).is_some_and(|status| status.phase == Phase::Cancelled)
    }
}

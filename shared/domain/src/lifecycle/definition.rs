//! One lifecycle: its statuses, and where the steps lead that have names of
//! their own.

use super::{Phase, Status};

/// The statuses of a kind of business, and the moves between them.
#[derive(Debug)]
pub struct Lifecycle {
    /// Its name, for example `producer`.
    pub name: &'static str,
    /// Its version; an order keeps the one that it was placed under.
    pub version: u32,
    /// The name of the first status of a confirmed order.
    pub start: &'static str,
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
    /// Where a seller moves an order that it takes on: the first way on from
    /// the start.
    #[must_use]
    pub fn accepted(&'static self) -> &'static str {
        self.first_way(|status| !status.phase.is_stopped())
    }

    /// Where a seller moves an order that it turns down: a status of its own,
    /// or that of cancelled ones where there is none.
    #[must_use]
    pub fn rejected(&'static self) -> &'static str {
        let own = |status: &Status| status.phase == Phase::Rejected;
        let phase = if self.statuses.iter().any(own) { Phase::Rejected } else { Phase::Cancelled };
        self.first_way(|status| status.phase == phase)
    }

    /// The first status of a kind that an order can go to when it was placed;
    /// every lifecycle has ways on and ways out, so the start never stands in.
    fn first_way(&'static self, kind: impl Fn(&Status) -> bool) -> &'static str {
        let ways = self.status(self.start).map_or(&[][..], |start| start.moves);
        let mut names = ways.iter().map(|way| way.to);
        let leads = |name: &&str| self.status(name).is_some_and(&kind);
        names.find(leads).unwrap_or(self.start)
    }

    /// The status called `name`.
    #[must_use]
    pub fn status(&'static self, name: &str) -> Option<&'static Status> {
        self.statuses.iter().find(|status| status.name == name)
    }
}

//! Filters for lists of orders.

use std::str::FromStr;

use jiff::{Timestamp, civil::Date};

use super::{Order, Search, Summary};
use crate::{
    Amount, Counter, LIFECYCLES, MemberId, OneLine, OrderId, Phase, Priority, SellerId, Status,
    Tally, ZoneId, lifecycle,
};

/// A filter for a list of orders. An order must match every part that is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// The seller.
    pub seller: Option<SellerId>,
    /// The order is one of these. An empty list matches every order.
    pub ids: Vec<OrderId>,
    /// The status has one of these names, in any lifecycle. An empty list matches every status.
    pub statuses: Vec<StatusName>,
    /// The phase is one of these. An empty list matches every phase.
    pub phases: Vec<Phase>,
    /// The earliest time of placing.
    pub from: Option<Timestamp>,
    /// The latest time of placing.
    pub to: Option<Timestamp>,
    /// The earliest requested time. Orders without a requested time do not match.
    pub requested_from: Option<Timestamp>,
    /// The latest requested time. Orders without a requested time do not match.
    pub requested_to: Option<Timestamp>,
    /// The first day of placing, in the seller's time zone.
    pub first_day: Option<Date>,
    /// The last day of placing, in the seller's time zone.
    pub last_day: Option<Date>,
    /// The smallest grand total.
    pub min_total: Option<Amount>,
    /// The largest grand total.
    pub max_total: Option<Amount>,
    /// The priority.
    pub priority: Option<Priority>,
    /// The delivery zone.
    pub zone: Option<ZoneId>,
    /// The driver of the order's batch.
    pub driver: Option<MemberId>,
    /// The menu.
    pub menu_type: Option<OneLine<100>>,
    /// The meal.
    pub meal_window: Option<OneLine<100>>,
    /// Whether the order has missed the target of its status.
    pub breached: Option<Breached>,
    /// The text that somebody searched for.
    pub search: Option<Search>,
}

/// Orders that have missed the target of their status, or orders that have not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breached {
    /// Whether the missed ones are wanted, or the others.
    pub wanted: bool,
    /// The moment at which targets are compared.
    pub at: Timestamp,
}

impl Breached {
    fn finds(self, order: &Summary) -> bool {
        order.is_breached(self.at) == self.wanted
    }
}

impl OrderFilter {
    /// Whether an order matches the filter.
    #[must_use]
    pub fn has(&self, order: &Order) -> bool {
        self.matches(&order.summary())
    }

    /// Whether the order of this summary matches the filter.
    #[must_use]
    pub fn matches(&self, order: &Summary) -> bool {
        fn is<T: PartialEq>(wanted: Option<&T>, is: &T) -> bool {
            wanted.is_none_or(|wanted| wanted == is)
        }
        fn has<T: PartialEq>(wanted: Option<T>, has: Option<T>) -> bool {
            wanted.is_none() || wanted == has
        }
        fn within<T: PartialOrd>(from: Option<T>, it: Option<T>, to: Option<T>) -> bool {
            from.is_none_or(|from| it.as_ref().is_some_and(|it| from <= *it))
                && to.is_none_or(|to| it.is_some_and(|it| it <= to))
        }
        is(self.seller.as_ref(), &order.seller)
            && self.first_day.is_none_or(|first| first <= order.details.placed_on)
            && self.last_day.is_none_or(|last| order.details.placed_on <= last)
            && within(self.requested_from, order.details.requested_for, self.requested_to)
            && any(&self.ids, |id| *id == order.id)
            && any(&self.statuses, |status| status.is(order.status))
            && any(&self.phases, |phase| *phase == order.status.phase)
            && self.from.is_none_or(|from| from <= order.placed_at)
            && self.to.is_none_or(|to| order.placed_at <= to)
            && self.min_total.is_none_or(|least| least <= order.total)
            && self.max_total.is_none_or(|most| order.total <= most)
            && is(self.priority.as_ref(), &order.priority)
            && has(self.zone.as_ref().map(ZoneId::as_str), order.zone.as_ref().map(OneLine::as_str))
            && has(self.driver.as_ref(), order.driver.as_ref())
            && has(self.menu_type.as_ref(), order.menu_type.as_ref())
            && has(self.meal_window.as_ref(), order.meal_window.as_ref())
            && self.breached.is_none_or(|breached| breached.finds(order))
            && self.search.as_ref().is_none_or(|search| search.finds(order))
    }

    /// Whether open orders can match the filter, and whether closed ones can.
    #[must_use]
    pub fn sides(&self) -> (bool, bool) {
        let side = |closed: bool| {
            let status = any(&self.statuses, |status| {
                status.everywhere().any(|status| status.phase.is_closed() == closed)
            });
            let phase = any(&self.phases, |phase| phase.is_closed() == closed);
            // Closed orders have no target.
            let breached = self.breached.is_none_or(|breached| !(breached.wanted && closed));
            status && phase && breached
        };
        (side(false), side(true))
    }

    /// Whether the filter has parts other than the seller and the time of placing, which are the
    /// keys of the indexes.
    #[must_use]
    pub fn is_selective(&self) -> bool {
        let Self {
            seller: _,
            ids,
            statuses,
            phases,
            from: _,
            to: _,
            requested_from,
            requested_to,
            first_day: _,
            last_day: _,
            min_total,
            max_total,
            priority,
            zone,
            driver,
            menu_type,
            meal_window,
            breached,
            search,
        } = self;
        !ids.is_empty()
            || !statuses.is_empty()
            || !phases.is_empty()
            || requested_from.is_some()
            || requested_to.is_some()
            || min_total.is_some()
            || max_total.is_some()
            || priority.is_some()
            || zone.is_some()
            || driver.is_some()
            || menu_type.is_some()
            || meal_window.is_some()
            || breached.is_some()
            || search.is_some()
    }
}

impl OrderFilter {
    /// Whether the statistics can count the matching orders: the filter has at most a seller,
    /// statuses and phases.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        let (statuses, phases) = (Vec::new(), Vec::new());
        let others = Self { seller: None, statuses, phases, ..self.clone() };
        others == Self::default()
    }

    /// The number of orders that match a filter for which [`Self::is_counted`] holds, taken from
    /// the counts of all orders or of the seller's.
    #[must_use]
    pub fn total(&self, counted: &Tally) -> u64 {
        let count = |(counter, count): (&Counter, i64)| match counter {
            Counter::Status(name, phase) => {
                let status = any(&self.statuses, |wanted| wanted.0 == *name);
                let phase = any(&self.phases, |wanted| wanted == phase);
                if status && phase { count } else { 0 }
            }
            Counter::Changes
            | Counter::Stopped
            | Counter::Sales(_)
            | Counter::Money(..)
            | Counter::TimeInStatus(..)
            | Counter::Product(..) => 0,
        };
        u64::try_from(counted.iter().map(count).sum::<i64>()).unwrap_or(0)
    }
}

/// Whether one of the `wanted` values matches, or there are none.
fn any<T>(wanted: &[T], is: impl FnMut(&T) -> bool) -> bool {
    wanted.is_empty() || wanted.iter().any(is)
}

/// The name of a status that at least one lifecycle has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusName(String);

/// No lifecycle has a status with that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a status of any lifecycle; the statuses are {}", StatusName::all().join(", "))]
pub struct UnknownStatus;

impl StatusName {
    fn is(&self, status: &Status) -> bool {
        status.name == self.0
    }

    /// The names of the statuses of all lifecycles, each once.
    #[must_use]
    pub fn all() -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Vec::new();
        for status in LIFECYCLES.iter().flat_map(|lifecycle| lifecycle.statuses) {
            if !names.contains(&status.name) {
                names.push(status.name);
            }
        }
        names
    }

    /// The statuses with that name, in all lifecycles.
    fn everywhere(&self) -> impl Iterator<Item = &'static Status> {
        lifecycle::known().flat_map(|it| it.statuses).filter(|status| self.is(status))
    }
}

impl FromStr for StatusName {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        let name = Self(text.to_owned());
        if name.everywhere().next().is_some() { Ok(name) } else { Err(UnknownStatus) }
    }
}

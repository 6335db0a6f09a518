//! Batches: orders of one seller and zone that a driver brings together.
//!
//! What happens to a batch happens to its orders in the same decision, so
//! that both are committed at once.

mod apply;
mod candidates;
mod create;
mod propose;
mod refusal;
mod regroup;

use jiff::Timestamp;

use crate::{
    Actor, Assignment, BatchId, Change, ChangeId, MemberId, Names, OneLine, Order, OrderId,
    SellerId, Text,
};

pub use apply::BatchCommand;
pub use candidates::Candidates;
pub use create::BatchPlan;
pub use propose::Proposal;
pub use refusal::{BatchRefusal, NamedOrders};
pub use regroup::Regrouping;

/// Orders that one driver brings together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// What people call it: `BTH-YYYYMMDD-NNN`, counted by seller and day.
    pub number: String,
    /// Whose orders they are.
    pub seller: SellerId,
    /// The zone that they all go to; orders without one are a zone of their
    /// own.
    pub zone: Option<OneLine<64>>,
    /// Who brings them, once that is known.
    pub driver: Option<BatchDriver>,
    /// Where it is.
    pub status: BatchStatus,
    /// The orders, as they are to be delivered.
    pub orders: Vec<OrderId>,
    /// When it was put together.
    pub created_at: Timestamp,
    /// When it was picked up.
    pub picked_up_at: Option<Timestamp>,
    /// When it was completed.
    pub completed_at: Option<Timestamp>,
    /// What its seller and its zone were called when it was put together.
    pub names: Names,
    /// When the last of its orders should be there, as it was last changed and
    /// where that is known.
    pub estimate: Option<Timestamp>,
    /// Why it was cancelled, if somebody said so.
    pub reason: Option<Text<1000>>,
    /// Rises with each change, 1 when it was put together.
    pub version: u32,
    /// When it last changed, and the name of that change.
    pub changed_at: Timestamp,
    /// The random name of the last change.
    pub change: ChangeId,
}

/// A driver as a batch knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchDriver {
    /// The member.
    pub id: MemberId,
    /// Their name when the batch was given to them.
    pub name: OneLine<100>,
}

/// Where a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BatchStatus {
    /// Nobody brings it yet.
    Pending,
    /// It waits for its driver.
    Assigned,
    /// Its driver has it.
    PickedUp,
    /// The first of its orders was delivered.
    InProgress,
    /// All that was to be delivered was.
    Completed,
    /// It was given up before it was picked up.
    Cancelled,
}

impl BatchStatus {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Assigned,
        Self::PickedUp,
        Self::InProgress,
        Self::Completed,
        Self::Cancelled,
    ];

    /// The name in requests and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Assigned => "ASSIGNED",
            Self::PickedUp => "PICKED_UP",
            Self::InProgress => "IN_PROGRESS",
            Self::Completed => "COMPLETED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// The status called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether it is not over. What is over never lives again.
    #[must_use]
    pub const fn is_living(self) -> bool {
        match self {
            Self::Pending | Self::Assigned | Self::PickedUp | Self::InProgress => true,
            Self::Completed | Self::Cancelled => false,
        }
    }

    /// Whether its driver has it.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        match self {
            Self::PickedUp | Self::InProgress => true,
            Self::Pending | Self::Assigned | Self::Completed | Self::Cancelled => false,
        }
    }
}

/// What a command does: the batch as it is then, and each order that changes,
/// all in one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchChange {
    /// The batch after the change; its version tells whether it changed.
    pub batch: Batch,
    /// The orders that change: as each was, and its change.
    pub orders: Vec<(Order, Change)>,
}

impl Batch {
    /// The most orders of a batch: each is one action of the transaction, of
    /// at most 100, and a long history needs another.
    pub const MAX_ORDERS: usize = 75;

    /// Its orders that are to be delivered before this one.
    #[must_use]
    pub fn orders_before(&self, order: OrderId) -> &[OrderId] {
        let place = self.orders.iter().position(|id| *id == order).unwrap_or_default();
        self.orders.get(..place).unwrap_or_default()
    }

    /// Whether `actor` may see it: its seller's staff, its driver,
    /// administrators, and what runs by itself.
    #[must_use]
    pub fn visible_to(&self, actor: &Actor) -> bool {
        match actor {
            Actor::Buyer(_) => false,
            Actor::Seller { seller, .. } => *seller == self.seller,
            Actor::Driver { .. } => self.is_driven_by(actor),
            Actor::Admin(_) | Actor::System(_) => true,
        }
    }

    /// Whether `actor` is its driver.
    #[must_use]
    pub fn is_driven_by(&self, actor: &Actor) -> bool {
        match actor {
            Actor::Driver { seller, member } => {
                let driver = self.driver.as_ref().map(|driver| &driver.id);
                *seller == self.seller && driver == Some(member)
            }
            Actor::Buyer(_) | Actor::Seller { .. } | Actor::Admin(_) | Actor::System(_) => false,
        }
    }

    /// When the last of these orders should be there, of those that are its.
    #[must_use]
    pub fn estimate<'a>(&self, orders: impl IntoIterator<Item = &'a Order>) -> Option<Timestamp> {
        let own = orders.into_iter().filter(|order| self.orders.contains(&order.id));
        own.filter_map(Order::estimated_delivery).max()
    }

    /// Where an order stands in it, from 1.
    #[must_use]
    pub fn sequence(&self, order: OrderId) -> Option<u32> {
        let place = self.orders.iter().position(|it| *it == order)?;
        u32::try_from(place + 1).ok()
    }

    /// The place of one of its orders.
    fn assignment(&self, order: OrderId) -> Option<Assignment> {
        let driver = self.driver.as_ref().map(|driver| driver.id.clone());
        self.sequence(order).map(|sequence| Assignment { batch: self.id.clone(), driver, sequence })
    }
}

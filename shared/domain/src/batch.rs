//! Batches: orders of one seller and zone that a driver delivers together.
//!
//! One decision covers the batch and its orders, so that one transaction commits both and they
//! never contradict each other.

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

/// Orders that one driver delivers together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The batch's id.
    pub id: BatchId,
    /// The human-readable number: `BTH-YYYYMMDD-NNN`, counted for each seller and day.
    pub number: String,
    /// The seller of the orders.
    pub seller: SellerId,
    /// The delivery zone of all the orders. Orders without a zone form a zone of their own.
    pub zone: Option<OneLine<64>>,
    /// The driver, once one is assigned.
    pub driver: Option<BatchDriver>,
    /// The batch's status.
    pub status: BatchStatus,
    /// The orders in the sequence of their delivery.
    pub orders: Vec<OrderId>,
    /// When the batch was created.
    pub created_at: Timestamp,
    /// When the driver picked it up.
    pub picked_up_at: Option<Timestamp>,
    /// When it was completed.
    pub completed_at: Option<Timestamp>,
    /// The names of the seller and the zone when the batch was created.
    pub names: Names,
    /// When the last of the orders should arrive, as of the batch's last change; `None` when that
    /// is unknown.
    pub estimate: Option<Timestamp>,
    /// The reason that was given for its cancellation.
    pub reason: Option<Text<1000>>,
    /// The version: 1 for a new batch, and one more after each change.
    pub version: u32,
    /// When the batch last changed.
    pub changed_at: Timestamp,
    /// The random id of the last change.
    pub change: ChangeId,
}

/// The driver of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchDriver {
    /// The member.
    pub id: MemberId,
    /// The driver's name when the batch was assigned.
    pub name: OneLine<100>,
}

/// The status of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BatchStatus {
    /// The batch has no driver yet.
    Pending,
    /// The batch waits for its driver to pick it up.
    Assigned,
    /// The driver picked the batch up.
    PickedUp,
    /// The first order of the batch was delivered.
    InProgress,
    /// The delivery of the batch is complete.
    Completed,
    /// The batch was cancelled before its pickup.
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

    /// The name in requests and responses.
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

    /// Whether the status is not final. A batch never leaves a final status.
    #[must_use]
    pub const fn is_living(self) -> bool {
        match self {
            Self::Pending | Self::Assigned | Self::PickedUp | Self::InProgress => true,
            Self::Completed | Self::Cancelled => false,
        }
    }

    /// Whether the driver has picked the batch up and not completed it.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        match self {
            Self::PickedUp | Self::InProgress => true,
            Self::Pending | Self::Assigned | Self::Completed | Self::Cancelled => false,
        }
    }
}

/// The effect of a command: the changed batch and each changed order, to be committed in one
/// transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchChange {
    /// The batch after the change. Its version is unchanged when the batch did not change.
    pub batch: Batch,
    /// Each order that changes, as it was before, with its change.
    pub orders: Vec<(Order, Change)>,
}

impl Batch {
    /// The most orders of a batch. Each order is one action of a transaction, which may have at
    /// most 100, and an order that archives old history lines needs a second action.
    pub const MAX_ORDERS: usize = 75;

    /// The orders that are delivered before `order`.
    #[must_use]
    pub fn orders_before(&self, order: OrderId) -> &[OrderId] {
        let place = self.orders.iter().position(|id| *id == order).unwrap_or_default();
        self.orders.get(..place).unwrap_or_default()
    }

    /// Whether `actor` may see the batch: the seller's staff, the batch's driver, administrators
    /// and system processes may.
    #[must_use]
    pub fn visible_to(&self, actor: &Actor) -> bool {
        match actor {
            Actor::Buyer(_) => false,
            Actor::Seller { seller, .. } => *seller == self.seller,
            Actor::Driver { .. } => self.is_driven_by(actor),
            Actor::Admin(_) | Actor::System(_) => true,
        }
    }

    /// Whether `actor` is the batch's driver.
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

    /// When the last of the batch's orders should arrive. Orders outside the batch are ignored.
    #[must_use]
    pub fn estimate<'a>(&self, orders: impl IntoIterator<Item = &'a Order>) -> Option<Timestamp> {
        let own = orders.into_iter().filter(|order| self.orders.contains(&order.id));
        own.filter_map(Order::estimated_delivery).max()
    }

    /// The position of an order in the delivery sequence, from 1.
    #[must_use]
    pub fn sequence(&self, order: OrderId) -> Option<u32> {
        let place = self.orders.iter().position(|it| *it == order)?;
        u32::try_from(place + 1).ok()
    }

    /// The assignment of one of the batch's orders.
    fn assignment(&self, order: OrderId) -> Option<Assignment> {
        let driver = self.driver.as_ref().map(|driver| driver.id.clone());
        self.sequence(order).map(|sequence| Assignment { batch: self.id.clone(), driver, sequence })
    }
}

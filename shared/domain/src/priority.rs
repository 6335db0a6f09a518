//! The priorities of orders.

use crate::{Actor, SellerId};

/// The priority of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Priority {
    /// The order can wait.
    Low,
    /// The default.
    #[default]
    Normal,
    /// The order should be handled before normal ones.
    High,
    /// The order should be handled before all others.
    Urgent,
}

impl Priority {
    /// Every priority.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// The name in requests and responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// Whether `actor` may give this priority to an order of `seller`. Customers cannot make their
    /// orders urgent.
    #[must_use]
    pub fn is_for(self, actor: &Actor, seller: &SellerId) -> bool {
        match self {
            Self::Low | Self::Normal | Self::High => true,
            Self::Urgent => actor.manages(seller),
        }
    }
}

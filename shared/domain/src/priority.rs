use crate::{Actor, SellerId};

/// How urgent an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Priority {
    /// Can wait.
    Low,
    /// As usual.
    #[default]
    Normal,
    /// Before others.
    High,
    /// Before all others.
    Urgent,
}

impl Priority {
    /// Every priority.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// The name in requests and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// Whether `actor` may give this priority to an order of `seller`. What is
    /// urgent goes before all others, which is not for customers to say.
    #[must_use]
    pub fn is_for(self, actor: &Actor, seller: &SellerId) -> bool {
        match self {
            Self::Low | Self::Normal | Self::High => true,
            Self::Urgent => actor.manages(seller),
        }
    }
}

//! The doors through which an order is stopped: one command, told apart by who
//! may come in and by what is given back.

use crate::Role;

/// By which door somebody cancels an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Open to whom the lifecycle lets cancel.
    Any,
    /// The buyer's own.
    Own,
    /// The seller's, where an administrator acts for the seller.
    Seller,
    /// The buyer's, where an administrator acts for the buyer.
    Customer,
    /// The administrators', who say what is given back.
    Admin(GivenBack),
}

/// What stopping an order gives back, where there is something to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenBack {
    /// Whether a refund of what was paid is requested.
    pub refund: bool,
    /// Whether the vouchers may be redeemed once more.
    pub vouchers: bool,
}

impl GivenBack {
    /// Everything.
    pub const ALL: Self = Self { refund: true, vouchers: true };
}

impl Door {
    /// Whether who has this role comes in at all.
    #[must_use]
    pub const fn opens_to(self, role: Role) -> bool {
        match self {
            Self::Any => true,
            Self::Own => matches!(role, Role::Buyer),
            Self::Seller => matches!(role, Role::Seller | Role::Admin),
            Self::Customer => matches!(role, Role::Buyer | Role::Admin),
            Self::Admin(_) => matches!(role, Role::Admin),
        }
    }

    /// For whom an administrator acts there.
    #[must_use]
    pub const fn of(self) -> Option<Role> {
        match self {
            Self::Any | Self::Admin(_) => None,
            Self::Own | Self::Customer => Some(Role::Buyer),
            Self::Seller => Some(Role::Seller),
        }
    }

    /// What is given back there.
    #[must_use]
    pub const fn gives_back(self) -> GivenBack {
        match self {
            Self::Any | Self::Own | Self::Seller | Self::Customer => GivenBack::ALL,
            Self::Admin(given) => given,
        }
    }
}

//! The ways to ask for a cancellation. All are the same command; they differ in
//! who may use them, on whose behalf they act and what is given back.

use crate::Role;

/// How somebody asks for a cancellation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancellationChannel {
    /// For everybody whom the lifecycle allows to cancel.
    Any,
    /// For the buyer.
    Own,
    /// For the seller, and for an administrator on the seller's behalf.
    Seller,
    /// For the buyer, and for an administrator on the buyer's behalf.
    Customer,
    /// For administrators, who say what is given back.
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

impl CancellationChannel {
    /// Whether somebody of this role may use it; whether the order can be
    /// cancelled now is for its lifecycle to say.
    #[must_use]
    pub const fn is_open_to(self, role: Role) -> bool {
        match self {
            Self::Any => true,
            Self::Own => matches!(role, Role::Buyer),
            Self::Seller => matches!(role, Role::Seller | Role::Admin),
            Self::Customer => matches!(role, Role::Buyer | Role::Admin),
            Self::Admin(_) => matches!(role, Role::Admin),
        }
    }

    /// The role on whose behalf an administrator acts.
    #[must_use]
    pub const fn on_behalf_of(self) -> Option<Role> {
        match self {
            Self::Any | Self::Admin(_) => None,
            Self::Own | Self::Customer => Some(Role::Buyer),
            Self::Seller => Some(Role::Seller),
        }
    }

    /// What is given back.
    #[must_use]
    pub const fn gives_back(self) -> GivenBack {
        match self {
            Self::Any | Self::Own | Self::Seller | Self::Customer => GivenBack::ALL,
            Self::Admin(given) => given,
        }
    }
}

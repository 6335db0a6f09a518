//! The channels for a cancellation. All lead to one command. They differ in who may use them, on
//! whose behalf they act and what is given back.

use crate::Role;

/// The channel through which a cancellation is requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancellationChannel {
    /// For every role that the lifecycle allows to cancel.
    Any,
    /// For the buyer.
    Own,
    /// For the seller, and for an administrator on the seller's behalf.
    Seller,
    /// For the buyer, and for an administrator on the buyer's behalf.
    Customer,
    /// For administrators, who decide what is given back.
    Admin(GivenBack),
}

/// What the stop of an order gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenBack {
    /// Whether a refund of what was paid is requested.
    pub refund: bool,
    /// Whether the redemptions of the vouchers are undone.
    pub vouchers: bool,
}

impl GivenBack {
    /// Everything.
    pub const ALL: Self = Self { refund: true, vouchers: true };
}

impl CancellationChannel {
    /// Whether this role may use the channel. The lifecycle decides separately whether the order
    /// can be cancelled now.
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

    /// The role on whose behalf an administrator acts in this channel.
    #[must_use]
    pub const fn on_behalf_of(self) -> Option<Role> {
        match self {
            Self::Any | Self::Admin(_) => None,
            Self::Own | Self::Customer => Some(Role::Buyer),
            Self::Seller => Some(Role::Seller),
        }
    }

    /// What a cancellation through this channel gives back.
    #[must_use]
    pub const fn gives_back(self) -> GivenBack {
        match self {
            Self::Any | Self::Own | Self::Seller | Self::Customer => GivenBack::ALL,
            Self::Admin(given) => given,
        }
    }
}

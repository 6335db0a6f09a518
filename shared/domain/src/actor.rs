//! Actors: who sends a command or a request.

use crate::{CustomerKey, MemberId, Role, SellerId};

/// The person or process that acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A buyer, identified by the key of the phone.
    Buyer(CustomerKey),
    /// A member of a seller's staff.
    Seller {
        /// The seller.
        seller: SellerId,
        /// The person.
        member: MemberId,
    },
    /// A driver of a seller.
    Driver {
        /// The seller.
        seller: SellerId,
        /// The person.
        member: MemberId,
    },
    /// An administrator.
    Admin(MemberId),
    /// A system process, identified by its name.
    System(&'static str),
}

impl Actor {
    /// The actor's role.
    #[must_use]
    pub const fn role(&self) -> Role {
        match self {
            Self::Buyer(_) => Role::Buyer,
            Self::Seller { .. } => Role::Seller,
            Self::Driver { .. } => Role::Driver,
            Self::Admin(_) => Role::Admin,
            Self::System(_) => Role::System,
        }
    }

    /// The actor's id within its role; never a phone number.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Buyer(key) => key.as_str(),
            Self::Seller { member, .. } | Self::Driver { member, .. } | Self::Admin(member) => {
                member.as_str()
            }
            Self::System(name) => name,
        }
    }

    /// Whether the actor manages this seller: the seller's staff and administrators do.
    #[must_use]
    pub fn manages(&self, owner: &SellerId) -> bool {
        match self {
            Self::Seller { seller, .. } => seller == owner,
            Self::Admin(_) => true,
            Self::Buyer(_) | Self::Driver { .. } | Self::System(_) => false,
        }
    }

    /// Whether the actor can add and change members at all.
    /// [`Grant::is_given_by`](crate::Grant::is_given_by) decides which.
    #[must_use]
    pub const fn manages_people(&self) -> bool {
        match self {
            Self::Seller { .. } | Self::Admin(_) => true,
            Self::Buyer(_) | Self::Driver { .. } | Self::System(_) => false,
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn a_seller_is_managed_by_its_staff_and_by_administrators() {
        let own: SellerId = "green-valley".parse().unwrap();
        let other: SellerId = "corner-shop".parse().unwrap();
        let member: MemberId = "m-1".parse().unwrap();
        let staff = Actor::Seller { seller: own.clone(), member: member.clone() };
        let driver = Actor::Driver { seller: own.clone(), member: member.clone() };
        assert!(staff.manages(&own) && !staff.manages(&other));
        assert!(Actor::Admin(member).manages(&other));
        let buyer = Actor::Buyer("green-valley".parse().unwrap());
        for actor in [driver, buyer, Actor::System("cleanup")] {
            assert!(!actor.manages(&own), "{actor:?}");
        }
    }
}

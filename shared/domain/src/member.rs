use crate::{Actor, MemberId, Phone, Role, SellerId, Text};

/// A person with a role of their own: staff, driver or administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// Their name.
    pub name: Text<100>,
    /// The phone they sign in with.
    pub phone: Phone,
    /// What they may do.
    pub grant: Grant,
    /// Whether they may no longer sign in.
    pub disabled: bool,
}

/// The role of a member, with the seller where the role has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grant {
    /// Staff of this seller.
    Seller(SellerId),
    /// A driver of this seller.
    Driver(SellerId),
    /// Administrator of the deployment.
    Admin,
}

impl Grant {
    /// The role.
    #[must_use]
    pub const fn role(&self) -> Role {
        match self {
            Self::Seller(_) => Role::Seller,
            Self::Driver(_) => Role::Driver,
            Self::Admin => Role::Admin,
        }
    }

    /// The seller, if the role has one.
    #[must_use]
    pub const fn seller(&self) -> Option<&SellerId> {
        match self {
            Self::Seller(seller) | Self::Driver(seller) => Some(seller),
            Self::Admin => None,
        }
    }

    /// The actor that a member with this grant is.
    #[must_use]
    pub fn actor(&self, member: MemberId) -> Actor {
        match self {
            Self::Seller(seller) => Actor::Seller { seller: seller.clone(), member },
            Self::Driver(seller) => Actor::Driver { seller: seller.clone(), member },
            Self::Admin => Actor::Admin(member),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn a_member_acts_in_the_granted_role_for_the_granted_seller() {
        let seller: SellerId = "green-valley".parse().unwrap();
        for grant in [Grant::Seller(seller.clone()), Grant::Driver(seller.clone()), Grant::Admin] {
            let actor = grant.actor("m-1".parse().unwrap());
            assert_eq!((actor.role(), actor.id()), (grant.role(), "m-1"));
            let acts_for = match &actor {
                Actor::Seller { seller, .. } | Actor::Driver { seller, .. } => Some(seller),
                Actor::Buyer(_) | Actor::Admin(_) | Actor::System(_) => None,
            };
            assert_eq!(acts_for, grant.seller());
        }
    }
}

//! Grants: the roles of members.

use super::refusal::MemberRefusal;
use crate::{Actor, MemberId, Role, SellerId};

/// The role of a member, with the seller if the role has one.
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
    /// The grant of a role.
    ///
    /// # Errors
    ///
    /// [`MemberRefusal`] when members cannot have the role, or it needs a seller and has none, or
    /// the other way round.
    pub fn new(role: Role, seller: Option<SellerId>) -> Result<Self, MemberRefusal> {
        match (role, seller) {
            (Role::Seller, Some(seller)) => Ok(Self::Seller(seller)),
            (Role::Driver, Some(seller)) => Ok(Self::Driver(seller)),
            (Role::Seller | Role::Driver, None) => Err(MemberRefusal::NeedsSeller),
            (Role::Admin, None) => Ok(Self::Admin),
            (Role::Admin, Some(_)) => Err(MemberRefusal::HasNoSeller),
            (Role::Buyer | Role::System, _) => Err(MemberRefusal::NoMembersRole),
        }
    }

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

    /// A member with this grant as an actor.
    #[must_use]
    pub fn actor(&self, member: MemberId) -> Actor {
        match self {
            Self::Seller(seller) => Actor::Seller { seller: seller.clone(), member },
            Self::Driver(seller) => Actor::Driver { seller: seller.clone(), member },
            Self::Admin => Actor::Admin(member),
        }
    }

    /// Whether the actor may give and revoke the grant: administrators every grant, a seller's
    /// staff the grants of its own seller.
    #[must_use]
    pub fn is_given_by(&self, actor: &Actor) -> bool {
        match (actor, self) {
            (Actor::Admin(_), _) => true,
            (Actor::Seller { .. }, Self::Seller(seller) | Self::Driver(seller)) => {
                actor.manages(seller)
            }
            (Actor::Seller { .. }, Self::Admin)
            | (Actor::Buyer(_) | Actor::Driver { .. } | Actor::System(_), _) => false,
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn seller() -> SellerId {
        "green-valley".parse().unwrap()
    }

    #[test]
    fn a_member_acts_in_the_granted_role_for_the_granted_seller() {
        for grant in [Grant::Seller(seller()), Grant::Driver(seller()), Grant::Admin] {
            let actor = grant.actor("m-1".parse().unwrap());
            assert_eq!((actor.role(), actor.id()), (grant.role(), "m-1"));
            let acts_for = match &actor {
                Actor::Seller { seller, .. } | Actor::Driver { seller, .. } => Some(seller),
                Actor::Buyer(_) | Actor::Admin(_) | Actor::System(_) => None,
            };
            assert_eq!(acts_for, grant.seller());
            assert_eq!(Grant::new(grant.role(), grant.seller().cloned()), Ok(grant));
        }
    }

    #[test]
    fn a_role_has_a_seller_exactly_where_it_needs_one() {
        use MemberRefusal as No;
        for (role, with, without) in [
            (Role::Seller, None, Some(No::NeedsSeller)),
            (Role::Driver, None, Some(No::NeedsSeller)),
            (Role::Admin, Some(No::HasNoSeller), None),
            (Role::Buyer, Some(No::NoMembersRole), Some(No::NoMembersRole)),
            (Role::System, Some(No::NoMembersRole), Some(No::NoMembersRole)),
        ] {
            assert_eq!(Grant::new(role, Some(seller())).err(), with, "{role:?}");
            assert_eq!(Grant::new(role, None).err(), without, "{role:?}");
        }
    }
}

use jiff::Timestamp;

use crate::{Actor, Contact, Edit, Email, MemberId, OneLine, Phone, Role, SellerId};

/// A person with a role of their own: staff, driver or administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// Their name.
    pub name: OneLine<100>,
    /// What they sign in with.
    pub addresses: Addresses,
    /// What they may do.
    pub grant: Grant,
    /// Whether they may no longer sign in.
    pub disabled: bool,
    /// Rises with each change.
    pub version: u32,
    /// Rises with each change that makes their tokens void; a token carries
    /// the epoch it was issued in.
    pub epoch: u32,
    /// When they were added.
    pub created_at: Timestamp,
}

/// What a member signs in with: a phone, an e-mail address or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    phone: Option<Phone>,
    email: Option<Email>,
}

impl Addresses {
    /// At least one of both.
    ///
    /// # Errors
    ///
    /// [`MemberRefusal::Unreachable`] when there is none.
    pub fn new(phone: Option<Phone>, email: Option<Email>) -> Result<Self, MemberRefusal> {
        if phone.is_none() && email.is_none() {
            return Err(MemberRefusal::Unreachable);
        }
        Ok(Self { phone, email })
    }

    /// The phone.
    #[must_use]
    pub const fn phone(&self) -> Option<&Phone> {
        self.phone.as_ref()
    }

    /// The e-mail address.
    #[must_use]
    pub const fn email(&self) -> Option<&Email> {
        self.email.as_ref()
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = Contact> {
        let phone = self.phone.clone().map(Contact::Phone);
        phone.into_iter().chain(self.email.clone().map(Contact::Email))
    }

    /// Whether this is one of them.
    #[must_use]
    pub fn has(&self, contact: &Contact) -> bool {
        self.all().any(|own| own.canonical() == contact.canonical())
    }

    /// Those that `other` does not have.
    pub fn without(&self, other: &Self) -> impl Iterator<Item = Contact> {
        self.all().filter(|own| !other.has(own))
    }
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
    /// The grant of a role.
    ///
    /// # Errors
    ///
    /// [`MemberRefusal`] when members cannot have the role, or it does not go
    /// with the seller.
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

    /// The actor that a member with this grant is.
    #[must_use]
    pub fn actor(&self, member: MemberId) -> Actor {
        match self {
            Self::Seller(seller) => Actor::Seller { seller: seller.clone(), member },
            Self::Driver(seller) => Actor::Driver { seller: seller.clone(), member },
            Self::Admin => Actor::Admin(member),
        }
    }

    /// Whether the actor may give and take it: an administrator each, a
    /// seller's staff those of its own seller.
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

/// What is to be changed of a member.
#[derive(Debug, Clone, Default)]
pub struct MemberChange {
    /// Another name.
    pub name: Option<OneLine<100>>,
    /// Another phone, or none.
    pub phone: Edit<Phone>,
    /// Another e-mail address, or none.
    pub email: Edit<Email>,
    /// Another role.
    pub role: Option<Role>,
    /// Another seller, or none.
    pub seller: Edit<SellerId>,
    /// Whether they may no longer sign in.
    pub disabled: Option<bool>,
}

/// Why a member cannot be as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MemberRefusal {
    /// Neither phone nor e-mail address.
    #[error("give a phone or an email")]
    Unreachable,
    /// A seller's role without a seller.
    #[error("is required with this role")]
    NeedsSeller,
    /// An administrator of a seller.
    #[error("an admin has no seller")]
    HasNoSeller,
    /// Nobody is made a buyer, or the system.
    #[error("must be seller, driver or admin")]
    NoMembersRole,
    /// The caller may not give or take this role.
    #[error("you may not give or take this role")]
    Forbidden,
    /// Who locks themselves out by mistake cannot undo it.
    #[error("nobody changes their own role or disables themselves; ask somebody else")]
    OwnAccess,
}

impl Member {
    /// The member after a change by `by`: the same when nothing changes.
    ///
    /// # Errors
    ///
    /// [`MemberRefusal`].
    pub fn apply(&self, change: &MemberChange, by: &Actor) -> Result<Self, MemberRefusal> {
        let old = &self.addresses;
        let addresses = Addresses::new(change.phone.of(old.phone()), change.email.of(old.email()))?;
        let role = change.role.unwrap_or_else(|| self.grant.role());
        let seller = match (&change.seller, role) {
            // Who becomes an administrator leaves the seller by that.
            (Edit::Keep, Role::Admin) => None,
            (edit, _) => edit.of(self.grant.seller()),
        };
        let grant = Grant::new(role, seller)?;
        if !self.grant.is_given_by(by) || !grant.is_given_by(by) {
            return Err(MemberRefusal::Forbidden);
        }
        let disabled = change.disabled.unwrap_or(self.disabled);
        if by.id() == self.id.as_str() && (grant != self.grant || disabled) {
            return Err(MemberRefusal::OwnAccess);
        }
        let name = change.name.clone().unwrap_or_else(|| self.name.clone());
        let mut next = Self { name, addresses, grant, disabled, ..self.clone() };
        if next != *self {
            next.version += 1;
            next.epoch += u32::from(self.is_cut_off_by(&next));
        }
        Ok(next)
    }

    /// Whether tokens issued to this member are void once it is `next`: what
    /// they say of the role is no longer so, or who signed in for them could
    /// not do it again. A further address takes nothing away.
    fn is_cut_off_by(&self, next: &Self) -> bool {
        self.grant != next.grant
            || (next.disabled && !self.disabled)
            || self.addresses.without(&next.addresses).next().is_some()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn seller() -> SellerId {
        "green-valley".parse().unwrap()
    }

    fn staff(member: &str) -> Actor {
        Actor::Seller { seller: seller(), member: member.parse().unwrap() }
    }

    fn admin() -> Actor {
        Actor::Admin("m-admin".parse().unwrap())
    }

    /// A phone, and perhaps an e-mail address.
    fn addresses(email: Option<&str>) -> Addresses {
        let email = email.map(|email| email.parse().unwrap());
        Addresses::new(Some("+12025550100".parse().unwrap()), email).unwrap()
    }

    fn driver() -> Member {
        Member {
            id: "m-1".parse().unwrap(),
            name: "Dan".parse().unwrap(),
            addresses: addresses(None),
            grant: Grant::Driver(seller()),
            disabled: false,
            version: 1,
            epoch: 0,
            created_at: Timestamp::UNIX_EPOCH,
        }
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

    #[test]
    fn staff_give_and_take_what_is_their_sellers_and_nothing_else() {
        let other: SellerId = "corner-shop".parse().unwrap();
        let (own, foreign) = (Grant::Driver(seller()), Grant::Driver(other));
        let may = |actor: &Actor| [&own, &foreign, &Grant::Admin].map(|it| it.is_given_by(actor));
        assert_eq!(may(&admin()), [true, true, true]);
        assert_eq!(may(&staff("m-2")), [true, false, false]);
        let drives = Actor::Driver { seller: seller(), member: "m-3".parse().unwrap() };
        for actor in [drives, Actor::Buyer("b".parse().unwrap()), Actor::System("s")] {
            assert_eq!(may(&actor), [false, false, false], "{actor:?}");
        }
        let promoted = MemberChange { role: Some(Role::Admin), ..Default::default() };
        assert_eq!(driver().apply(&promoted, &staff("m-2")), Err(MemberRefusal::Forbidden));
        assert_eq!(driver().apply(&promoted, &admin()).unwrap().grant, Grant::Admin);
    }

    #[test]
    fn what_takes_something_away_voids_the_tokens_and_nothing_else_does() {
        let email = Edit::Set("dan@example.com".parse().unwrap());
        let moved = Edit::Set("corner-shop".parse().unwrap());
        let member = driver();
        let reachable = Member { addresses: addresses(Some("d@example.com")), ..driver() };
        let other = Edit::Set("+12025550199".parse().unwrap());
        for (member, change, voids) in [
            (&member, MemberChange { name: "Don".parse().ok(), ..Default::default() }, 0),
            (&member, MemberChange { email, ..Default::default() }, 0),
            (&member, MemberChange { disabled: Some(true), ..Default::default() }, 1),
            (&member, MemberChange { phone: other, ..Default::default() }, 1),
            (&member, MemberChange { seller: moved, ..Default::default() }, 1),
            (&member, MemberChange { role: Some(Role::Seller), ..Default::default() }, 1),
            (&reachable, MemberChange { email: Edit::Clear, ..Default::default() }, 1),
        ] {
            let next = member.apply(&change, &admin()).unwrap();
            assert_eq!((next.version, next.epoch), (2, voids), "{change:?}");
        }
        assert_eq!(member.apply(&MemberChange::default(), &admin()).unwrap(), member);
        let off = Member { disabled: true, ..driver() };
        let on = MemberChange { disabled: Some(false), ..Default::default() };
        assert_eq!(off.apply(&on, &admin()).unwrap().epoch, 0);
    }

    #[test]
    fn nobody_is_left_without_an_address_or_locks_themselves_out() {
        let gone = MemberChange { phone: Edit::Clear, ..Default::default() };
        assert_eq!(driver().apply(&gone, &admin()), Err(MemberRefusal::Unreachable));
        let clerk = Member { grant: Grant::Seller(seller()), ..driver() };
        let off = MemberChange { disabled: Some(true), ..Default::default() };
        let drives = MemberChange { role: Some(Role::Driver), ..Default::default() };
        for change in [off, drives] {
            assert_eq!(clerk.apply(&change, &staff("m-1")), Err(MemberRefusal::OwnAccess));
            assert!(clerk.apply(&change, &staff("m-2")).is_ok());
        }
        let renamed = MemberChange { name: "Don".parse().ok(), ..Default::default() };
        assert!(clerk.apply(&renamed, &staff("m-1")).is_ok());
    }
}

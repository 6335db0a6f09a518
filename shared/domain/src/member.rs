//! Members: people with a role, who sign in with accepted addresses.

mod addresses;
mod grant;
mod refusal;

use jiff::Timestamp;

pub use addresses::Addresses;
pub use grant::Grant;
pub use refusal::MemberRefusal;

use crate::{Actor, Contact, Edit, Email, MemberId, OneLine, Phone, Role, SellerId};

/// A person with a role: staff, driver or administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The member's id.
    pub id: MemberId,
    /// The person's name.
    pub name: OneLine<100>,
    /// The addresses with which the person signs in.
    pub addresses: Addresses,
    /// The granted role.
    pub grant: Grant,
    /// Whether the member is disabled and can no longer sign in.
    pub disabled: bool,
    /// The version: rises with each change.
    pub version: u32,
    /// The epoch: rises with each change that invalidates the member's tokens. A token has the
    /// epoch in which it was issued.
    pub epoch: u32,
    /// When the member was added.
    pub created_at: Timestamp,
}

/// A partial change of a member.
#[derive(Debug, Clone, Default)]
pub struct MemberChange {
    /// The new name.
    pub name: Option<OneLine<100>>,
    /// The new phone.
    pub phone: Edit<Phone>,
    /// The new e-mail address.
    pub email: Edit<Email>,
    /// The new role.
    pub role: Option<Role>,
    /// The new seller.
    pub seller: Edit<SellerId>,
    /// Whether the member is disabled and can no longer sign in.
    pub disabled: Option<bool>,
}

/// The status of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberStatus {
    /// Nobody has accepted an address of the member yet.
    Invited,
    /// The person accepted an address, and can sign in.
    Accepted,
    /// The membership was disabled, or the person left.
    Disabled,
}

impl MemberStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Invited, Self::Accepted, Self::Disabled];

    /// The name in requests and responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Accepted => "accepted",
            Self::Disabled => "disabled",
        }
    }

    /// The status called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

impl Member {
    /// Whether `actor` is this member.
    #[must_use]
    pub fn is(&self, actor: &Actor) -> bool {
        actor.role() == self.grant.role() && actor.id() == self.id.as_str()
    }

    /// Whether `actor` may see and change the member: the member itself, and those who may give
    /// and revoke its grant.
    #[must_use]
    pub fn is_managed_by(&self, actor: &Actor) -> bool {
        self.is(actor) || self.grant.is_given_by(actor)
    }

    /// The status of the membership.
    #[must_use]
    pub fn status(&self) -> MemberStatus {
        if self.disabled {
            MemberStatus::Disabled
        } else if self.addresses.accepted().next().is_some() {
            MemberStatus::Accepted
        } else {
            MemberStatus::Invited
        }
    }

    /// Whether the holder of this contact can act as this member.
    #[must_use]
    pub fn is_held_by(&self, contact: &Contact) -> bool {
        !self.disabled && self.addresses.has_accepted(contact)
    }

    /// The member once the holder of `contact` has accepted; `None` when the
    /// member is not listed with it or is disabled.
    #[must_use]
    pub fn accepting(&self, contact: &Contact) -> Option<Self> {
        if self.disabled || !self.addresses.has(contact) {
            return None;
        }
        let addresses = self.addresses.clone().accepting(contact);
        Some(Self { addresses, version: self.version + 1, ..self.clone() })
    }

    /// The member after the person has left: nobody can sign in as this member any more, and its
    /// addresses can be accepted elsewhere.
    #[must_use]
    pub fn leaving(&self) -> Self {
        Self {
            addresses: self.addresses.clone().accepting_none(),
            disabled: true,
            version: self.version + 1,
            epoch: self.epoch + 1,
            ..self.clone()
        }
    }

    /// The member after a change by `by`. A change without effect keeps the version.
    ///
    /// # Errors
    ///
    /// [`MemberRefusal`].
    pub fn apply(&self, change: &MemberChange, by: &Actor) -> Result<Self, MemberRefusal> {
        let old = &self.addresses;
        let addresses = Addresses::new(change.phone.of(old.phone()), change.email.of(old.email()))?;
        let accepted: Vec<_> = old.accepted().collect();
        let addresses = accepted.iter().fold(addresses, Addresses::accepting);
        let role = change.role.unwrap_or_else(|| self.grant.role());
        let seller = match (&change.seller, role) {
            // A member who becomes an administrator no longer belongs to a seller.
            (Edit::Keep, Role::Admin) => None,
            (edit, _) => edit.of(self.grant.seller()),
        };
        let grant = Grant::new(role, seller)?;
        let disabled = change.disabled.unwrap_or(self.disabled);
        if self.is(by) {
            if grant != self.grant || disabled {
                return Err(MemberRefusal::OwnAccess);
            }
        } else if !self.grant.is_given_by(by) || !grant.is_given_by(by) {
            return Err(MemberRefusal::Forbidden);
        }
        self.check_addresses(&addresses, by)?;
        let name = change.name.clone().unwrap_or_else(|| self.name.clone());
        let mut next = Self { name, addresses, grant, disabled, ..self.clone() };
        if next != *self {
            next.version += 1;
            next.epoch += u32::from(self.is_cut_off_by(&next));
        }
        Ok(next)
    }

    /// Checks a change of the addresses: colleagues cannot change them once one is accepted, and
    /// nobody can remove the own last accepted address.
    fn check_addresses(&self, next: &Addresses, by: &Actor) -> Result<(), MemberRefusal> {
        let has_accepted = self.addresses.accepted().next().is_some();
        if *next == self.addresses || !has_accepted {
            return Ok(());
        }
        let is_own = self.is(by);
        let is_admin = matches!(by, Actor::Admin(_));
        if !is_own && !is_admin {
            Err(MemberRefusal::AcceptedAddresses)
        } else if is_own && next.accepted().next().is_none() {
            Err(MemberRefusal::LastAddress)
        } else {
            Ok(())
        }
    }

    /// Whether a change to `next` invalidates the tokens of this member: the role in them is no
    /// longer true, or the person who signed in could not sign in again. An additional address
    /// invalidates nothing.
    fn is_cut_off_by(&self, next: &Self) -> bool {
        self.grant != next.grant
            || (next.disabled && !self.disabled)
            || self.addresses.accepted_without(&next.addresses).next().is_some()
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

    /// A phone, and perhaps an e-mail address, both accepted.
    fn addresses(email: Option<&str>) -> Addresses {
        let email = email.map(|email| email.parse().unwrap());
        let open = Addresses::new(Some("+12025550100".parse().unwrap()), email).unwrap();
        let all: Vec<_> = open.all().collect();
        all.iter().fold(open, Addresses::accepting)
    }

    fn invited() -> Member {
        let open = Addresses::new(Some("+12025550100".parse().unwrap()), None).unwrap();
        Member { addresses: open, ..driver() }
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
    fn staff_may_give_only_the_grants_of_their_own_seller() {
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
    fn only_changes_that_remove_access_invalidate_the_tokens() {
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
    fn a_member_is_invited_until_the_holder_of_an_address_accepts() {
        let phone = Contact::Phone("+12025550100".parse().unwrap());
        let other = Contact::Email("dan@example.com".parse().unwrap());
        let member = invited();
        assert_eq!((member.status(), member.is_held_by(&phone)), (MemberStatus::Invited, false));
        assert_eq!(member.accepting(&other), None, "not listed with it");
        let accepted = member.accepting(&phone).unwrap();
        assert_eq!(accepted.status(), MemberStatus::Accepted);
        assert!(accepted.is_held_by(&phone) && !accepted.is_held_by(&other));
        let left = accepted.leaving();
        assert_eq!((left.status(), left.epoch), (MemberStatus::Disabled, 1));
        assert!(!left.is_held_by(&phone) && left.accepting(&phone).is_none());
        // Enabling a member who left invites the person again.
        let on = MemberChange { disabled: Some(false), ..Default::default() };
        assert_eq!(left.apply(&on, &admin()).unwrap().status(), MemberStatus::Invited);
    }

    #[test]
    fn an_accepted_address_is_changed_by_its_member_and_administrators_only() {
        let email = MemberChange {
            email: Edit::Set("dan@example.com".parse().unwrap()),
            ..Default::default()
        };
        let phone = MemberChange {
            phone: Edit::Set("+12025550199".parse().unwrap()),
            ..Default::default()
        };
        let itself = Actor::Driver { seller: seller(), member: "m-1".parse().unwrap() };
        for change in [&email, &phone] {
            let refused = driver().apply(change, &staff("m-2"));
            assert_eq!(refused, Err(MemberRefusal::AcceptedAddresses));
            assert!(invited().apply(change, &staff("m-2")).is_ok());
            assert_eq!(driver().apply(change, &admin()).unwrap().addresses.open().count(), 1);
        }
        let both = driver().apply(&email, &itself).unwrap();
        assert_eq!((both.addresses.accepted().count(), both.epoch), (1, 0));
        assert_eq!(driver().apply(&phone, &itself), Err(MemberRefusal::LastAddress));
    }

    #[test]
    fn every_status_is_found_by_its_name() {
        for status in MemberStatus::ALL {
            assert_eq!(MemberStatus::from_name(status.name()), Some(status));
        }
        assert_eq!(MemberStatus::from_name("left"), None);
    }

    #[test]
    fn change_is_refused_when_it_removes_all_addresses_or_the_own_access() {
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

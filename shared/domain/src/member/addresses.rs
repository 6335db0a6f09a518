use super::refusal::MemberRefusal;
use crate::{Contact, Email, Phone};

/// What a member signs in with: a phone, an e-mail address or both, each
/// accepted by its holder or not yet.
///
/// Listing an address gives nobody anything: it invites. Only an accepted
/// address signs its holder in as this member, and gets their alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    phone: Option<Listed<Phone>>,
    email: Option<Listed<Email>>,
}

/// An address, and whether its holder accepted to be listed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Listed<T> {
    address: T,
    accepted: bool,
}

impl<T> Listed<T> {
    const fn new(address: T) -> Self {
        Self { address, accepted: false }
    }
}

impl Addresses {
    /// At least one of both, neither accepted yet.
    ///
    /// # Errors
    ///
    /// [`MemberRefusal::Unreachable`] when there is none.
    pub fn new(phone: Option<Phone>, email: Option<Email>) -> Result<Self, MemberRefusal> {
        if phone.is_none() && email.is_none() {
            return Err(MemberRefusal::Unreachable);
        }
        Ok(Self { phone: phone.map(Listed::new), email: email.map(Listed::new) })
    }

    /// The same with one of them accepted, if it is one of them.
    #[must_use]
    pub fn accepting(mut self, contact: &Contact) -> Self {
        let is_it = |own: Contact| own.canonical() == contact.canonical();
        if let Some(phone) = &mut self.phone {
            phone.accepted |= is_it(Contact::Phone(phone.address.clone()));
        }
        if let Some(email) = &mut self.email {
            email.accepted |= is_it(Contact::Email(email.address.clone()));
        }
        self
    }

    /// The same with none of them accepted.
    #[must_use]
    pub(super) fn accepting_none(mut self) -> Self {
        if let Some(phone) = &mut self.phone {
            phone.accepted = false;
        }
        if let Some(email) = &mut self.email {
            email.accepted = false;
        }
        self
    }

    /// The phone.
    #[must_use]
    pub fn phone(&self) -> Option<&Phone> {
        self.phone.as_ref().map(|it| &it.address)
    }

    /// The e-mail address.
    #[must_use]
    pub fn email(&self) -> Option<&Email> {
        self.email.as_ref().map(|it| &it.address)
    }

    /// All of them, accepted or not.
    pub fn all(&self) -> impl Iterator<Item = Contact> {
        let phone = self.phone().cloned().map(Contact::Phone);
        phone.into_iter().chain(self.email().cloned().map(Contact::Email))
    }

    /// Those that their holder accepted, the phone first.
    pub fn accepted(&self) -> impl Iterator<Item = Contact> {
        let phone = self.phone.as_ref().filter(|it| it.accepted);
        let email = self.email.as_ref().filter(|it| it.accepted);
        let phone = phone.map(|it| Contact::Phone(it.address.clone()));
        phone.into_iter().chain(email.map(|it| Contact::Email(it.address.clone())))
    }

    /// Those that nobody accepted yet.
    pub fn open(&self) -> impl Iterator<Item = Contact> {
        self.all().filter(|own| !self.has_accepted(own))
    }

    /// Whether this is one of them.
    #[must_use]
    pub fn has(&self, contact: &Contact) -> bool {
        self.all().any(|own| own.canonical() == contact.canonical())
    }

    /// Whether this is one of them, and accepted.
    #[must_use]
    pub fn has_accepted(&self, contact: &Contact) -> bool {
        self.accepted().any(|own| own.canonical() == contact.canonical())
    }

    /// Those that `other` does not have.
    pub fn without(&self, other: &Self) -> impl Iterator<Item = Contact> {
        self.all().filter(|own| !other.has(own))
    }

    /// The accepted ones that `other` does not have as accepted.
    pub fn accepted_without(&self, other: &Self) -> impl Iterator<Item = Contact> {
        self.accepted().filter(|own| !other.has_accepted(own))
    }
}

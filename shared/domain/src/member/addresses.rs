//! The addresses with which a member signs in.

use super::refusal::MemberRefusal;
use crate::{Contact, Email, Phone};

/// The addresses of a member: a phone, an e-mail address or both, each accepted by its holder or
/// not yet.
///
/// A listed address is only an invitation. Only an accepted address signs its holder in as this
/// member and receives the member's alerts.
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
    /// Addresses that nobody has accepted yet. At least one is required.
    ///
    /// # Errors
    ///
    /// [`MemberRefusal::Unreachable`] without any address.
    pub fn new(phone: Option<Phone>, email: Option<Email>) -> Result<Self, MemberRefusal> {
        if phone.is_none() && email.is_none() {
            return Err(MemberRefusal::Unreachable);
        }
        Ok(Self { phone: phone.map(Listed::new), email: email.map(Listed::new) })
    }

    /// The addresses with `contact` accepted, if it is listed.
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

    /// The addresses with none of them accepted.
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

    /// All addresses, accepted or not.
    pub fn all(&self) -> impl Iterator<Item = Contact> {
        let phone = self.phone().cloned().map(Contact::Phone);
        phone.into_iter().chain(self.email().cloned().map(Contact::Email))
    }

    /// The accepted addresses, the phone first.
    pub fn accepted(&self) -> impl Iterator<Item = Contact> {
        let phone = self.phone.as_ref().filter(|it| it.accepted);
        let email = self.email.as_ref().filter(|it| it.accepted);
        let phone = phone.map(|it| Contact::Phone(it.address.clone()));
        phone.into_iter().chain(email.map(|it| Contact::Email(it.address.clone())))
    }

    /// The addresses that nobody has accepted yet.
    pub fn open(&self) -> impl Iterator<Item = Contact> {
        self.all().filter(|own| !self.has_accepted(own))
    }

    /// Whether `contact` is listed.
    #[must_use]
    pub fn has(&self, contact: &Contact) -> bool {
        self.all().any(|own| own.canonical() == contact.canonical())
    }

    /// Whether `contact` is listed and accepted.
    #[must_use]
    pub fn has_accepted(&self, contact: &Contact) -> bool {
        self.accepted().any(|own| own.canonical() == contact.canonical())
    }

    /// The addresses that `other` does not list.
    pub fn without(&self, other: &Self) -> impl Iterator<Item = Contact> {
        self.all().filter(|own| !other.has(own))
    }

    /// The accepted addresses that are not accepted in `other`.
    pub fn accepted_without(&self, other: &Self) -> impl Iterator<Item = Contact> {
        self.accepted().filter(|own| !other.has_accepted(own))
    }
}

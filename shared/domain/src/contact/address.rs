//! Contacts: the phones and e-mail addresses of people.

use super::Email;
use crate::Phone;

/// A phone or an e-mail address of a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Contact {
    /// A phone, reached by SMS.
    Phone(Phone),
    /// An e-mail address.
    Email(Email),
}

impl Contact {
    /// The number or address in the form from which its key is made. E-mail addresses that differ
    /// only in case have one key.
    #[must_use]
    pub fn canonical(&self) -> String {
        match self {
            Self::Phone(phone) => phone.as_str().to_owned(),
            Self::Email(email) => email.as_str().to_ascii_lowercase(),
        }
    }

    /// The mailbox or phone for which messages are counted: an e-mail address without its
    /// sub-address (`ada+shop@example.com` counts as `ada@example.com`, RFC 5233), in lower case.
    /// Only for counting: [`Self::canonical`] identifies the person who signs in.
    #[must_use]
    pub fn counted_as(&self) -> Self {
        match self {
            Self::Phone(phone) => Self::Phone(phone.clone()),
            Self::Email(email) => Self::Email(email.folded()),
        }
    }
}

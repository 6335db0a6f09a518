use super::Email;
use crate::Phone;

/// Where a person is reached.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Contact {
    /// By SMS.
    Phone(Phone),
    /// By e-mail.
    Email(Email),
}

impl Contact {
    /// The number or address, in the form that its key is made from: e-mail
    /// addresses differ in nothing but case as little as people think.
    #[must_use]
    pub fn canonical(&self) -> String {
        match self {
            Self::Phone(phone) => phone.as_str().to_owned(),
            Self::Email(email) => email.as_str().to_ascii_lowercase(),
        }
    }

    /// The mailbox or phone that messages are counted by: an e-mail address
    /// without its sub-address (`ada+shop@example.com` counts as
    /// `ada@example.com`, RFC 5233), in lower case. For counting only; who
    /// signs in is still told apart by [`Self::canonical`].
    #[must_use]
    pub fn counted_as(&self) -> Self {
        match self {
            Self::Phone(phone) => Self::Phone(phone.clone()),
            Self::Email(email) => Self::Email(email.folded()),
        }
    }
}

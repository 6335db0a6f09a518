//! E-mail addresses.

use std::{fmt, str::FromStr};

use super::EmailError;

/// An e-mail address.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// The address as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address without its sub-address (RFC 5233), in lower case.
    pub(super) fn folded(&self) -> Self {
        let text = self.0.to_ascii_lowercase();
        let folded = text.rsplit_once('@').and_then(|(local, domain)| {
            let mailbox = local.split('+').next().filter(|it| !it.is_empty())?;
            Some(format!("{mailbox}@{domain}"))
        });
        Self(folded.unwrap_or(text))
    }
}

impl FromStr for Email {
    type Err = EmailError;

    /// Reads a plausible address (RFC 5321 lengths, one `@`, a dotted domain). Only a message to
    /// the address can show that it exists.
    fn from_str(text: &str) -> Result<Self, EmailError> {
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError)?;
        let plain = |c: char| c.is_ascii_graphic() && !"()<>[]:;@\\,\"".contains(c);
        let label = |part: &str| {
            !part.is_empty()
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        let good = (1..=64).contains(&local.len())
            && text.len() <= 254
            && local.chars().all(plain)
            && domain.contains('.')
            && domain.split('.').all(label);
        if good { Ok(Self(text.to_owned())) } else { Err(EmailError) }
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(redacted)")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn emails_are_plausible() {
        for good in ["ada@example.com", "a.b+c@mail.example.co"] {
            assert!(good.parse::<Email>().is_ok(), "{good}");
        }
        for bad in
            ["ada", "@example.com", "ada@com", "ada@-x.com", "a b@example.com", "ada@exa..com"]
        {
            assert_eq!(bad.parse::<Email>(), Err(EmailError), "{bad}");
        }
    }

    #[test]
    fn debug_shows_no_address() {
        assert!(!format!("{:?}", "ada@example.com".parse::<Email>().unwrap()).contains("ada"));
    }

    proptest! {
        #[test]
        fn no_text_makes_an_address_panic(text in "[+@.]?\\PC{0,30}") {
            let _ = text.parse::<Email>();
        }
    }
}

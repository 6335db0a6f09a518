use std::{fmt, str::FromStr};

/// The maximum length of a [`Reference`]: two of them fit into an idempotency key of 255
/// characters.
const MAX_CHARACTERS: usize = 100;

/// One of Docket's ids, of the deployment, a payment or a refund. The provider stores it
/// with the objects that Docket creates.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(String);

/// A text is not a [`Reference`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to {MAX_CHARACTERS} ASCII letters, digits and `-_.~:#`")]
pub struct ReferenceError;

impl Reference {
    /// Its characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~:#".contains(&byte);
        if (1..=MAX_CHARACTERS).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ReferenceError)
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The owner of an intent. Several deployments may share one account with the provider;
/// each ignores the objects of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The deployment that created the intent.
    pub deployment: Reference,
    /// The payment in that deployment.
    pub payment: Reference,
}

/// The owner of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundOwner {
    /// The deployment that created the refund.
    pub deployment: Reference,
    /// The refund in that deployment.
    pub refund: Reference,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_is_refused_when_it_has_a_key_separator_or_a_space() {
        for text in ["docket-prod", "ORD-20261128-0123456789", "Z#17.0.1", "s~green-valley", "a:b"]
        {
            assert_eq!(text.parse::<Reference>().map(|it| it.to_string()), Ok(text.to_owned()));
        }
        let too_long = "a".repeat(MAX_CHARACTERS + 1);
        for text in ["", "a/b", "a b", "a\n", "é", "a&b", "a=b", &too_long] {
            assert_eq!(text.parse::<Reference>(), Err(ReferenceError), "{text:?}");
        }
    }
}

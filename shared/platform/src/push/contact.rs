use std::str::FromStr;

/// The contact that a push service may use for problems with this deployment's messages: the
/// claim `sub` of RFC 8292, section 2.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushContact(String);

/// A text is not a [`PushContact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no contact of the form mailto:person@example.com or https://example.com")]
pub struct PushContactError;

impl PushContact {
    /// The URI.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PushContact {
    type Err = PushContactError;

    fn from_str(text: &str) -> Result<Self, PushContactError> {
        let rest = text.strip_prefix("mailto:").or_else(|| text.strip_prefix("https://"));
        let good =
            rest.is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_graphic()));
        if good { Ok(Self(text.to_owned())) } else { Err(PushContactError) }
    }
}

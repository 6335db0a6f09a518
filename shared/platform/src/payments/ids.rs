use std::{fmt, str::FromStr};

/// The maximum length of an id: the longest that a provider documents.
const MAX_CHARACTERS: usize = 255;

/// A text is not an id of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be {0}: 1 to {MAX_CHARACTERS} ASCII letters, digits, `-` and `_`")]
pub struct ProviderIdError(&'static str);

/// An id that the provider assigned. It becomes part of URLs and headers, so it may only
/// contain characters that have no special meaning in either.
macro_rules! provider_id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The id as the provider wrote it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ProviderIdError;

            fn from_str(text: &str) -> Result<Self, ProviderIdError> {
                if is_id(text) { Ok(Self(text.to_owned())) } else { Err(ProviderIdError($what)) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

provider_id! {
    /// Identifies a payment intent: the provider's object for one payment of a buyer.
    IntentId, "a payment intent's id"
}
provider_id! {
    /// Identifies a refund.
    RefundId, "a refund's id"
}
provider_id! {
    /// Identifies a dispute.
    DisputeId, "a dispute's id"
}
provider_id! {
    /// Identifies a charge: one attempt of an intent to move money.
    ChargeId, "a charge's id"
}
provider_id! {
    /// Identifies a seller's own account with the provider.
    AccountId, "an account's id"
}

provider_id! {
    /// Identifies an event: one webhook with all its deliveries.
    EventId, "an event's id"
}

fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=MAX_CHARACTERS).contains(&text.len()) && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_is_refused_when_it_has_characters_special_in_urls_or_headers() {
        let longest = "a".repeat(MAX_CHARACTERS);
        for text in ["pi_1PgafyB7WZ01zgkWSjxsAJo3", "tr-7", "0", &longest] {
            assert_eq!(text.parse::<IntentId>().map(|it| it.to_string()), Ok(text.to_owned()));
        }
        let too_long = "a".repeat(MAX_CHARACTERS + 1);
        for text in ["", "a/b", "..", "a?b", "a#b", "a b", "a\r\nb", "a%2f", "é", "a\0", &too_long]
        {
            assert!(text.parse::<RefundId>().is_err(), "{text:?}");
        }
    }
}

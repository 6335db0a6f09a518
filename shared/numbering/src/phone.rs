use std::{fmt, str::FromStr};

use crate::{
    PhoneError,
    kind::{is_costly, kind},
    plans::read,
};

/// A phone number in E.164, for example `+12025550100`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// The number in E.164.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a number that was validated before it was stored. Only its form is checked:
    /// the numbering plans change over the years, and stored numbers must remain readable.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Invalid`] when the text is not `+` and 1 to 15 digits.
    pub fn from_stored(text: &str) -> Result<Self, PhoneError> {
        let digits = text.strip_prefix('+').ok_or(PhoneError::Invalid)?;
        let plain =
            (1..=15).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
        if plain { Ok(Self(text.to_owned())) } else { Err(PhoneError::Invalid) }
    }

    /// Whether the number is reserved for fiction (+1 … 555-01xx), as the demo's numbers
    /// are. It is never assigned to anyone.
    #[must_use]
    pub fn is_fictional(&self) -> bool {
        let national = self.0.strip_prefix("+1").filter(|digits| digits.len() == 10);
        national.is_some_and(|digits| digits[3..].starts_with("55501"))
    }

    /// The ISO 3166 code of its country; `None` when the number does not determine it.
    #[must_use]
    pub fn region(&self) -> Option<String> {
        let (plan, number) = read(&self.0)?;
        let region = plan.get_region_for_number(&number)?;
        Some(region.as_region_str().to_string())
    }

    /// Whether a message to it may cost the sender more than one to a mobile
    /// or landline number, or is certain to reach nobody: premium-rate,
    /// shared-cost, personal, pager, company (UAN) and voice mail numbers, and
    /// a stored number that no numbering plan knows any more. Such numbers do
    /// not parse; a number that was stored earlier is asked once more before
    /// each message.
    #[must_use]
    pub fn costs_extra(&self) -> bool {
        kind(&self.0).is_none_or(is_costly)
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    /// Accepts only E.164: a national number depends on the caller's country, which a
    /// server cannot know. Refuses numbers that cost the sender extra, because anyone can
    /// have a code sent to any number.
    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let LookupPhone(phone) = text.parse()?;
        if phone.costs_extra() { Err(PhoneError::CostsExtra) } else { Ok(phone) }
    }
}

/// A phone number that orders are looked up by. It may be of any kind: orders of a number
/// that would be refused today can still be found, and no message is sent to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookupPhone(pub Phone);

impl FromStr for LookupPhone {
    type Err = PhoneError;

    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let shaped = Phone::from_stored(text)?;
        kind(text).map(|_| Self(shaped)).ok_or(PhoneError::Invalid)
    }
}

/// Shows only the last two digits: enough to distinguish numbers in a log, and too few to
/// dial.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(…{})", &self.0[self.0.len().saturating_sub(2)..])
    }
}

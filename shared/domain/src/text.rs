use std::{fmt, str::FromStr};

/// Text of 1 to `MAX` characters, as it is sent, without control characters
/// other than line breaks and tabs; kept without the blanks around it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Text<const MAX: usize>(String);

/// A text was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is left after trimming.
    #[error("must not be empty")]
    Empty,
    /// More characters than allowed.
    #[error("must have at most {0} characters")]
    TooLong(usize),
    /// A character that no person writes.
    #[error("must not contain control characters")]
    Control,
}

impl<const MAX: usize> Text<MAX> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> FromStr for Text<MAX> {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        // Looked at before the blanks are dropped, as a schema does that says the same.
        if text.chars().count() > MAX {
            return Err(TextError::TooLong(MAX));
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err(TextError::Control);
        }
        // A byte order mark is as little to be seen as a blank.
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.is_empty() { Err(TextError::Empty) } else { Ok(Self(text.to_owned())) }
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names and notes are about people, so only the length is shown.
impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_counted_in_characters_as_it_is_sent() {
        assert_eq!(" Ünal 🍯 ".parse::<Text<8>>().unwrap().as_str(), "Ünal 🍯");
        assert_eq!(" Ünal 🍯!".parse::<Text<7>>(), Err(TextError::TooLong(7)));
    }

    #[test]
    fn nothing_and_control_characters_are_refused() {
        for empty in ["", " \n ", "\u{feff}", "\u{3000}"] {
            assert_eq!(empty.parse::<Text<6>>(), Err(TextError::Empty));
        }
        assert_eq!("a\u{85}".parse::<Text<6>>(), Err(TextError::Control));
        assert_eq!("a\0b".parse::<Text<6>>(), Err(TextError::Control));
        assert_eq!("a\u{9b}b".parse::<Text<6>>(), Err(TextError::Control));
        assert!("a\nb".parse::<Text<6>>().is_ok());
    }

    #[test]
    fn debug_shows_no_text() {
        assert_eq!(format!("{:?}", "Ada".parse::<Text<9>>().unwrap()), "Text(3 characters)");
    }
}

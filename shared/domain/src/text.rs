//! Texts that people write: several lines for notes and reasons, and one line for names, addresses
//! and everything else that appears in a heading or a subject.

use std::{fmt, str::FromStr};

/// Text of 1 to `MAX` characters. At least one is visible. Control characters other than line
/// breaks and tabs, and overrides of the writing direction, are refused. The length is checked as
/// sent; the blanks around the text are then removed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Text<const MAX: usize>(String);

/// One line of 1 to `MAX` characters. At least one is visible. Control characters, line breaks and
/// characters that change the writing direction are refused, so the line is safe in the subject of
/// a message. The blanks around it are removed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OneLine<const MAX: usize>(String);

/// Why a text is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The text has nothing but blanks.
    #[error("must not be empty")]
    Empty,
    /// The text has no visible character.
    #[error("must have at least one visible character")]
    Invisible,
    /// The text has more characters than allowed.
    #[error("must have at most {0} characters")]
    TooLong(usize),
    /// The text has a control character.
    #[error("must not contain control characters")]
    Control,
    /// The text has characters that override the writing direction.
    #[error("must not contain characters that override the direction of text")]
    Overridden,
    /// The text has a character that a single line cannot have.
    #[error(
        "must be one line, without line breaks, control characters and characters that override \
         the direction of text"
    )]
    NotOneLine,
}

/// The replacement of a stored text without a visible character.
const NOTHING_VISIBLE: &str = "?";

impl<const MAX: usize> Text<MAX> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A stored text, which may be older than the checks of [`FromStr`]. Overrides of the writing
    /// direction are removed, and a question mark replaces a text without a visible character.
    ///
    /// # Errors
    ///
    /// [`TextError`] when the text is empty, is too long or has control characters.
    pub fn from_stored(text: &str) -> Result<Self, TextError> {
        let kept: String = text.chars().filter(|c| !overrides_direction(*c)).collect();
        match kept.parse() {
            Err(TextError::Invisible) => Ok(Self(NOTHING_VISIBLE.to_owned())),
            Err(TextError::Empty) if !text.is_empty() => Ok(Self(NOTHING_VISIBLE.to_owned())),
            read => read,
        }
    }
}

impl<const MAX: usize> FromStr for Text<MAX> {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        // The length is checked before blanks are removed, like a JSON schema checks it.
        check_length(text, MAX)?;
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err(TextError::Control);
        }
        if text.chars().any(overrides_direction) {
            return Err(TextError::Overridden);
        }
        visible(text).map(|text| Self(text.to_owned()))
    }
}

impl<const MAX: usize> OneLine<MAX> {
    /// The line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A stored line, which may be older than the checks of [`FromStr`] and must still be
    /// readable. Line breaks and control characters become blanks, characters that change the
    /// writing direction are removed, and a question mark replaces a line without a visible
    /// character.
    ///
    /// # Errors
    ///
    /// [`TextError`] when the line is empty or too long, which no stored line ever was.
    pub fn from_stored(text: &str) -> Result<Self, TextError> {
        check_length(text, MAX)?;
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        let kept = text.chars().filter(|c| !turns_direction(*c));
        let line: String = kept.map(|c| if breaks_line(c) { ' ' } else { c }).collect();
        let line = trimmed(&line);
        let line = if line.chars().any(is_visible) { line } else { NOTHING_VISIBLE };
        Ok(Self(line.to_owned()))
    }
}

impl<const MAX: usize> FromStr for OneLine<MAX> {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        check_length(text, MAX)?;
        if text.chars().any(|c| breaks_line(c) || turns_direction(c)) {
            return Err(TextError::NotOneLine);
        }
        visible(text).map(|text| Self(text.to_owned()))
    }
}

fn check_length(text: &str, most: usize) -> Result<(), TextError> {
    if text.chars().count() > most { Err(TextError::TooLong(most)) } else { Ok(()) }
}

/// The text without the blanks around it, if it has a visible character.
fn visible(text: &str) -> Result<&str, TextError> {
    let text = trimmed(text);
    if text.is_empty() {
        Err(TextError::Empty)
    } else if text.chars().any(is_visible) {
        Ok(text)
    } else {
        Err(TextError::Invisible)
    }
}

/// The text without the blanks around it. A byte order mark counts as a blank.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Whether a character is a control character, including line breaks and tabs, or one of Unicode's
/// separators of lines and paragraphs.
fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether a character is a mark, embedding, override or isolate of Unicode's bidirectional
/// algorithm (UAX #9, section 2), which can make a text look like another one.
const fn turns_direction(c: char) -> bool {
    matches!(c,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is an override of Unicode's bidirectional algorithm, which shows letters in
/// another order than they are written, whatever their own direction is.
const fn overrides_direction(c: char) -> bool {
    matches!(c, '\u{202d}' | '\u{202e}')
}

/// Whether a character is visible by itself. Not visible are blanks, characters that a font need
/// not show (`Default_Ignorable_Code_Point` and the empty Braille pattern), combining marks, which
/// are drawn over the character before them, and private or unassigned code points. Joiners,
/// variation selectors and marks may be parts of a text, but a text cannot consist of them alone.
fn is_visible(c: char) -> bool {
    let hidden = matches!(c,
        '\u{00ad}' | '\u{061c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}');
    let mark = matches!(c,
        '\u{0300}'..='\u{036f}' | '\u{0483}'..='\u{0489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}');
    let nothing = matches!(c,
        '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}'..='\u{ffff}'
        | '\u{f0000}'..='\u{10ffff}');
    !hidden && !mark && !nothing && !c.is_whitespace() && !breaks_line(c)
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const MAX: usize> fmt::Display for OneLine<MAX> {
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

/// Names are of people, so only the length is shown.
impl<const MAX: usize> fmt::Debug for OneLine<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OneLine({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use proptest::prelude::*;

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
    fn a_text_overrides_no_direction_and_has_something_visible() {
        for overridden in ["a\u{202e}b", "\u{202d}a\u{202c}", "a\nb\u{202e}"] {
            assert_eq!(overridden.parse::<Text<9>>(), Err(TextError::Overridden));
        }
        for hidden in ["\u{200b}", "\u{2060}\n\u{ad}", "\u{200f}", "\u{3164}"] {
            assert_eq!(hidden.parse::<Text<9>>(), Err(TextError::Invisible));
        }
        // What people paste and what right-to-left texts are written with.
        for good in ["call \u{202a}+1 202\u{202c}", "\u{200f}שלום!", "\u{2067}سلام\u{2069}"]
        {
            assert_eq!(good.parse::<Text<20>>().map(|it| it.to_string()), Ok(good.to_owned()));
        }
        let read = |text: &str| Text::<9>::from_stored(text).map(|it| it.to_string());
        assert_eq!(read("a\u{202e}b\nc"), Ok("ab\nc".to_owned()));
        assert_eq!(read("\u{200b}"), Ok("?".to_owned()));
        assert_eq!(read("\u{202e}"), Ok("?".to_owned()));
        assert_eq!(read(""), Err(TextError::Empty));
        assert_eq!(read("0123456789"), Err(TextError::TooLong(9)));
    }

    #[test]
    fn debug_shows_no_text() {
        assert_eq!(format!("{:?}", "Ada".parse::<Text<9>>().unwrap()), "Text(3 characters)");
        assert_eq!(format!("{:?}", "Ada".parse::<OneLine<9>>().unwrap()), "OneLine(3 characters)");
    }

    #[test]
    fn a_line_has_no_breaks_no_control_characters_and_one_direction() {
        let others = ['\u{2028}', '\u{2029}', '\u{061c}', '\u{200e}', '\u{200f}'];
        let bidi = ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
        let control = ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}');
        for refused in others.into_iter().chain(bidi).chain(control) {
            for text in [format!("a{refused}b"), format!("{refused}ab"), format!("ab{refused}")] {
                let parsed = text.parse::<OneLine<9>>();
                assert_eq!(parsed, Err(TextError::NotOneLine), "{}", text.escape_unicode());
            }
        }
    }

    #[test]
    fn a_line_has_something_visible() {
        for empty in ["", " ", "\u{feff}", "\u{3000}\u{a0}"] {
            assert_eq!(empty.parse::<OneLine<6>>(), Err(TextError::Empty));
        }
        for hidden in [
            "\u{200b}",
            "\u{2060}",
            "\u{ad}",
            "\u{200d}\u{200c}",
            "\u{3164}",
            "\u{2800}",
            "\u{fe0f}",
            "\u{e0041}",
            " \u{200b} \u{ad}",
            "\u{115f}\u{1160}",
            "\u{ffa0}",
            "\u{34f}",
            "\u{180e}",
            "\u{2064}",
            "\u{fff9}\u{fffb}",
            "\u{e0100}",
            // Marks without a letter, and code points without a meaning.
            "\u{301}",
            "\u{20dd} \u{1dc4}",
            "\u{e000}",
            "\u{f8ff}",
            "\u{fffe}",
            "\u{fdd0}",
            "\u{10fffd}",
        ] {
            let parsed = hidden.parse::<OneLine<6>>();
            assert_eq!(parsed, Err(TextError::Invisible), "{}", hidden.escape_unicode());
        }
        // Joiners and soft hyphens are part of what is seen.
        for good in
            ["👩\u{200d}👧", "می\u{200c}خواهم", "Don\u{ad}au", "❤\u{fe0f}", "Zoe\u{308}", "कि"]
        {
            assert_eq!(good.parse::<OneLine<20>>().map(|it| it.to_string()), Ok(good.to_owned()));
        }
        assert_eq!(" Ünal 🍯!".parse::<OneLine<7>>(), Err(TextError::TooLong(7)));
    }

    proptest! {
        #[test]
        fn a_stored_text_is_read_as_a_line_that_could_be_stored_today(
            text in "[\\s\\p{Cc}\\p{Cf}a-c\u{2028}\u{202e}\u{e0041}]{1,40}|\\PC{1,40}"
        ) {
            // Whatever was a text before is read, and reads as a good line.
            let line = OneLine::<40>::from_stored(&text).unwrap();
            prop_assert_eq!(line.as_str().parse::<OneLine<40>>(), Ok(line.clone()));
            if let Ok(good) = text.parse::<OneLine<40>>() {
                prop_assert_eq!(line, good);
            }
        }
    }

    #[test]
    fn a_stored_line_keeps_what_can_be_read() {
        let read = |text: &str| OneLine::<9>::from_stored(text).map(|it| it.to_string());
        assert_eq!(read("Rye\nbread"), Ok("Rye bread".to_owned()));
        assert_eq!(read("\u{202e}abc\u{202c}\t"), Ok("abc".to_owned()));
        assert_eq!(read("\u{200b}\u{2060}"), Ok("?".to_owned()));
        assert_eq!(read(""), Err(TextError::Empty));
        assert_eq!(read("0123456789"), Err(TextError::TooLong(9)));
    }
}

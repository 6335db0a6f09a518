//! Texts that people write: several lines for notes and reasons, one line for
//! names, addresses and everything else that stands in a heading or a subject.

use std::{fmt, str::FromStr};

/// Text of 1 to `MAX` characters, as it is sent, at least one of them visible,
/// without control characters other than line breaks and tabs and without
/// overrides of the direction of writing; kept without the blanks around it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Text<const MAX: usize>(String);

/// One line of 1 to `MAX` characters, at least one of them visible, without
/// control characters, line breaks and characters that turn the direction of
/// writing; kept without the blanks around it. It may stand in the subject of a
/// message.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OneLine<const MAX: usize>(String);

/// A text was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is left after trimming.
    #[error("must not be empty")]
    Empty,
    /// Nothing of it can be seen.
    #[error("must have at least one visible character")]
    Invisible,
    /// More characters than allowed.
    #[error("must have at most {0} characters")]
    TooLong(usize),
    /// A character that no person writes.
    #[error("must not contain control characters")]
    Control,
    /// Characters by which a text is shown as another one.
    #[error("must not contain characters that override the direction of text")]
    Overridden,
    /// A character that no single line has.
    #[error(
        "must be one line, without line breaks, control characters and characters that override \
         the direction of text"
    )]
    NotOneLine,
}

/// What stands for a stored text of which nothing can be seen.
const NOTHING_VISIBLE: &str = "?";

impl<const MAX: usize> Text<MAX> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A text as it was stored, perhaps before texts were held to what
    /// [`FromStr`] asks: overrides of the direction are dropped, and a question
    /// mark stands for a text of which nothing can be seen.
    ///
    /// # Errors
    ///
    /// [`TextError`] when it is empty or longer than a text ever was.
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
        // Looked at before the blanks are dropped, as a schema does that says the same.
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

    /// A line as it was stored, perhaps before lines were held to what
    /// [`FromStr`] asks: line breaks and control characters become blanks,
    /// characters that turn the direction are dropped, and a question mark
    /// stands for a line of which nothing can be seen. What is stored must stay
    /// readable.
    ///
    /// # Errors
    ///
    /// [`TextError`] when it is empty or longer than a line ever was.
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

/// The text without blanks around it, if something of it can be seen.
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

/// The text without blanks around it. A byte order mark is as little to be seen
/// as a blank.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Control characters, among them line breaks and tabs, and Unicode's
/// separators of lines and paragraphs.
fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Marks, embeddings, overrides and isolates of Unicode's bidirectional
/// algorithm (UAX #9, section 2), by which a text can be shown as another one.
const fn turns_direction(c: char) -> bool {
    matches!(c,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The overrides of Unicode's bidirectional algorithm: letters are shown in
/// another order than they are written in, whatever their own direction is.
const fn overrides_direction(c: char) -> bool {
    matches!(c, '\u{202d}' | '\u{202e}')
}

/// Neither a blank nor a character that shows nothing by itself: those that
/// Unicode lets a font not show (`Default_Ignorable_Code_Point` and the empty
/// Braille pattern), marks of no script, which are drawn over what stands before
/// them, and code points that are no characters or private. Joiners, variation
/// selectors and marks are part of names, but no name.
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

//! The search for orders by a typed text: an order number, a phone or a name.

use std::str::FromStr;

use super::Summary;
use crate::{
    LookupPhone, OrderId, Phone, Suffix, Text, TextError,
    words::{beginnings, words},
};

/// The fewest digits by which a phone is found.
const LAST_DIGITS: usize = 4;
/// The most digits of a number (E.164).
const MAX_DIGITS: usize = 15;
/// The fewest digits with which a number without `+` is taken to begin with its country code.
const INTERNATIONAL: usize = 11;

/// A search for orders, read from a typed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// The number of one order.
    Number(OrderId),
    /// A phone.
    Phone(Phone),
    /// Any other text.
    Typed(Typed),
}

/// A text that may be a number, a phone or a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The text as the characters that identify an order, if it has their form. A name can have
    /// it too.
    suffix: Option<Suffix>,
    /// The last digits of a phone, or a phone without its country code.
    digits: Option<String>,
    /// Beginnings of words. A name must have a word for each of them.
    words: Vec<String>,
}

impl Typed {
    /// The characters that identify an order, if the text has their form.
    #[must_use]
    pub const fn suffix(&self) -> Option<Suffix> {
        self.suffix
    }

    /// Whether the text has nothing to search for.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.suffix.is_none() && self.digits.is_none() && self.words.is_empty()
    }

    fn read(typed: &str) -> Self {
        let compact = compact(typed);
        let digits = digits(typed).filter(|digits| digits.len() >= LAST_DIGITS);
        Self { suffix: suffix(&compact), digits, words: beginnings(typed) }
    }

    fn finds(&self, order: &Summary) -> bool {
        self.suffix == Some(order.id.suffix())
            || self.digits.as_ref().is_some_and(|digits| ends_with(&order.phone, digits))
            || self.names(order.name.as_str())
    }

    fn names(&self, name: &str) -> bool {
        if self.words.is_empty() {
            return false;
        }
        let words = words(name);
        self.words.iter().all(|beginning| words.iter().any(|word| word.starts_with(beginning)))
    }
}

impl Search {
    pub(super) fn finds(&self, order: &Summary) -> bool {
        match self {
            Self::Number(id) => order.id == *id,
            Self::Phone(phone) => order.phone == *phone,
            Self::Typed(typed) => typed.finds(order),
        }
    }
}

impl FromStr for Search {
    type Err = TextError;

    /// Reads a typed text. A complete order number or a phone with its country code is not searched
    /// for among the names.
    fn from_str(text: &str) -> Result<Self, TextError> {
        let typed: Text<100> = text.parse()?;
        if let Some(id) = number(&compact(typed.as_str())) {
            return Ok(Self::Number(id));
        }
        // The untrimmed text, because a `+` in a query string becomes a leading blank.
        Ok(phone(text).map_or_else(|| Self::Typed(Typed::read(typed.as_str())), Self::Phone))
    }
}

/// A text in capitals, without the blanks and dashes that people put between the characters of a
/// number.
fn compact(typed: &str) -> String {
    let compact = typed.chars().filter(|it| !it.is_whitespace() && !is_dash(*it));
    compact.map(|it| it.to_ascii_uppercase()).collect()
}

/// The complete number of an order.
fn number(compact: &str) -> Option<OrderId> {
    let (day, characters) = compact.strip_prefix("ORD")?.split_at_checked(8)?;
    format!("ORD-{day}-{}", suffix(characters)?.as_str()).parse().ok()
}

/// The ten characters that identify an order. They have no I, L and O, so these letters are read as
/// the digits that look like them.
fn suffix(compact: &str) -> Option<Suffix> {
    compact.replace('O', "0").replace(['I', 'L'], "1").parse().ok()
}

/// A phone with its country code.
fn phone(text: &str) -> Option<Phone> {
    let trimmed = text.trim_start();
    let is_marked = trimmed.starts_with('+')
        // A leading blank was a `+`.
        || text.starts_with(' ') && trimmed.starts_with(|it: char| it.is_ascii_digit());
    let digits = if is_marked { digits(&trimmed.replace("(0)", "")) } else { digits(trimmed) }?;
    let international = digits.strip_prefix("00").unwrap_or(&digits);
    if !is_marked && international == digits && digits.len() < INTERNATIONAL {
        return None;
    }
    let LookupPhone(phone) = format!("+{international}").parse().ok()?;
    Some(phone)
}

/// The digits of a text that has only digits and the characters that people put between the digits
/// of a phone.
fn digits(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let mut digits = String::new();
    for it in typed.strip_prefix('+').unwrap_or(typed).chars() {
        if let Some(digit) = digit(it) {
            digits.push(digit);
        } else if !(it.is_whitespace() || is_dash(it) || matches!(it, '(' | ')' | '.' | '/')) {
            return None;
        }
    }
    // Two more digits are possible when the country code follows `00`.
    (1..=MAX_DIGITS + 2).contains(&digits.len()).then_some(digits)
}

/// A digit, also in its full-width form.
fn digit(it: char) -> Option<char> {
    let narrow = match it {
        '\u{ff10}'..='\u{ff19}' => u32::from(it) - 0xff10 + u32::from('0'),
        other => u32::from(other),
    };
    char::from_u32(narrow).filter(char::is_ascii_digit)
}

const fn is_dash(it: char) -> bool {
    matches!(it, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

/// Whether a phone ends with these digits. Leading zeros are ignored, because in many countries a
/// number without its country code begins with 0.
fn ends_with(phone: &Phone, digits: &str) -> bool {
    let number = phone.as_str();
    let national = digits.trim_start_matches('0');
    number.ends_with(digits) || (national.len() > LAST_DIGITS && number.ends_with(national))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn phone_of(typed: &str) -> Option<String> {
        match typed.parse().unwrap() {
            Search::Phone(phone) => Some(phone.as_str().to_owned()),
            Search::Number(_) | Search::Typed(_) => None,
        }
    }

    #[test]
    fn search_reads_a_phone_with_its_country_code_in_any_spelling() {
        for (typed, number) in [
            ("+12025550142", "+12025550142"),
            (" 12025550142", "+12025550142"),
            ("12025550142", "+12025550142"),
            ("+1 202-555-0142", "+12025550142"),
            ("1 (202) 555.0142", "+12025550142"),
            ("+1\u{a0}202\u{2011}555\u{2011}0142", "+12025550142"),
            ("001 202 555 0142", "+12025550142"),
            ("+44 (0)20 7946 0018", "+442079460018"),
            ("0049 30 901820", "+4930901820"),
            (" 49 30/901820", "+4930901820"),
            ("+１２０２５５５０１４２", "+12025550142"),
        ] {
            assert_eq!(phone_of(typed).as_deref(), Some(number), "{typed}");
        }
        // A number of Arkansas, and not of Belize; no number; no phone.
        for typed in ["501-555-0142", "2025550142", "+1 202", "030 901820", "0142", "1 Ada", "+"] {
            assert_eq!(phone_of(typed), None, "{typed}");
        }
    }

    #[test]
    fn search_reads_an_order_number_in_any_spelling() {
        let id: OrderId = "ORD-20261120-7ZK3M10W2X".parse().unwrap();
        for typed in [
            "ORD-20261120-7ZK3M10W2X",
            "ord-20261120-7zk3m10w2x",
            "ord 20261120 7zk3m 10w2x",
            "ORD-20261120-7ZK3MiOW2X",
        ] {
            assert_eq!(typed.parse(), Ok(Search::Number(id)), "{typed}");
        }
        for typed in ["7ZK3M10W2X", "7zk3mlow2x", " 7ZK3M-1OW2X ", "7zk3m 10w2x"] {
            let Search::Typed(found) = typed.parse().unwrap() else { panic!("{typed}") };
            assert_eq!(found.suffix(), Some(id.suffix()), "{typed}");
        }
        for typed in ["7ZK3M10W2", "7ZK3M10W2U", "Ada Lovelace", "ORD-20261320-7ZK3M10W2X"] {
            let Search::Typed(found) = typed.parse().unwrap() else { panic!("{typed}") };
            assert_eq!(found.suffix(), None, "{typed}");
        }
    }

    #[test]
    fn search_is_nothing_for_a_text_without_letters_and_digits() {
        for (typed, nothing) in [("?!", true), ("''", true), ("1", false), ("🍯", false)] {
            let Search::Typed(found) = typed.parse().unwrap() else { panic!("{typed}") };
            assert_eq!(found.is_nothing(), nothing, "{typed}");
        }
    }
}

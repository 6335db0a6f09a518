use std::fmt;

use crate::{
    Language,
    data::Part,
    generated::Placeholder,
    gsm::{SEGMENT, is_basic},
    number::is_one,
    value::{Channel, Value},
};

/// The content of a message, independent of the language.
///
/// Each text of `languages/` has a function that makes it from its values. Optional values are
/// options: when one is absent, the part of the text that contains it is left out.
///
/// ```
/// use docket_texts::{Language, Money, Text};
///
/// let total = Money::new(1250, 2, "EUR");
/// let text = Text::order_received("ORD-20261204-7KQ2M9X4TD", None, total, None);
/// let words = text.in_(Language::De);
/// assert_eq!(
///     words.sms.as_deref(),
///     Some("Ihre Bestellung ORD-20261204-7KQ2M9X4TD ist eingegangen. Summe: 12,50 EUR."),
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// Its index among all texts.
    at: usize,
    values: Vec<(Placeholder, Value)>,
}

/// A text in one language for each channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The SMS: one segment of the basic GSM 7-bit alphabet, whatever the values are. `None` where
    /// the text has no SMS.
    pub sms: Option<String>,
    /// The subject of the e-mail, one line.
    pub subject: String,
    /// The body of the e-mail: paragraphs with an empty line between them, without greeting and
    /// links.
    pub email: String,
    /// The title of a push message, one line.
    pub push_title: String,
    /// The body of a push message and of an entry of the feed, one line.
    pub push_body: String,
}

impl Text {
    /// Makes the text with an index from its values.
    pub(crate) fn of(at: usize, values: &[Option<(Placeholder, Value)>]) -> Self {
        Self { at, values: values.iter().flatten().cloned().collect() }
    }

    /// Its key in the files of languages: `order_ready`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        Self::KEYS[self.at]
    }

    /// Renders the text in a language. Control characters in values become spaces. A subject and a
    /// push message have only the beginning of long names and reasons.
    #[must_use]
    pub fn in_(&self, language: Language) -> Words {
        let text = &language.data().texts[self.at];
        let said = |parts: &[Part], channel| {
            let mut said = String::new();
            self.say(&mut said, parts, channel, language);
            said
        };
        Words {
            sms: text.sms.map(|it| said(it, Channel::Sms)),
            subject: said(text.subject, Channel::Line),
            email: said(text.email, Channel::Email),
            push_title: said(text.push_title, Channel::Line),
            push_body: said(text.push_body, Channel::Line),
        }
    }

    /// Appends the rendered parts; `None` when one of their values is absent.
    fn say(
        &self,
        said: &mut String,
        parts: &[Part],
        channel: Channel,
        language: Language,
    ) -> Option<()> {
        for part in parts {
            match part {
                Part::Plain(plain) => said.push_str(plain),
                Part::Value(placeholder) => {
                    let value = self.value(*placeholder)?;
                    said.push_str(&value.shown(placeholder.limit(), channel, language)?);
                }
                Part::Choice(placeholder, one, other) => match self.value(*placeholder)? {
                    Value::Number(number) if is_one(*number, language) => said.push_str(one),
                    Value::Number(_) | Value::Text(_) | Value::Money(_) | Value::When(_) => {
                        said.push_str(other);
                    }
                },
                Part::Bracket(inner) => {
                    let before = said.len();
                    if self.say(said, inner, channel, language).is_none() {
                        said.truncate(before);
                    }
                }
            }
        }
        Some(())
    }

    fn value(&self, placeholder: Placeholder) -> Option<&Value> {
        self.values.iter().find(|(it, _)| *it == placeholder).map(|(_, value)| value)
    }
}

/// Shows no values: one of them may be a code, which must not be logged.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Text").field(&self.key()).finish()
    }
}

/// Whether an SMS is one segment, which providers charge as one message: at most 160 characters of
/// the basic GSM 7-bit alphabet.
///
/// ```
/// use docket_texts::fits_one_segment;
///
/// assert!(fits_one_segment("Größe: 12,50 EUR"));
/// assert!(!fits_one_segment("12,50 €"));
/// ```
#[must_use]
pub fn fits_one_segment(sms: &str) -> bool {
    sms.chars().count() <= SEGMENT && sms.chars().all(is_basic)
}

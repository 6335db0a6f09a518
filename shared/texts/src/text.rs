use std::fmt;

use crate::{
    Language,
    data::Part,
    generated::Placeholder,
    gsm::{SEGMENT, is_basic},
    number::is_one,
    value::{Channel, Value},
};

/// What a message says, in no language yet.
///
/// Each text of `languages/` has a function that makes it of its values. Values that may be absent
/// are options: what a text says of them is left out then.
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
    /// Its place among all.
    at: usize,
    values: Vec<(Placeholder, Value)>,
}

/// What a text says in a language on each channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The SMS: one segment of the basic GSM 7-bit alphabet, whatever the values are. `None` where
    /// the text has no SMS.
    pub sms: Option<String>,
    /// The subject of the e-mail, one line.
    pub subject: String,
    /// What the e-mail says, in paragraphs with an empty line between them; no greeting and no links.
    pub email: String,
    /// The title of a push message, one line.
    pub push_title: String,
    /// What a push message and an entry of the feed say, one line.
    pub push_body: String,
}

impl Text {
    /// The text at a place, with its values.
    pub(crate) fn of(at: usize, values: &[Option<(Placeholder, Value)>]) -> Self {
        Self { at, values: values.iter().flatten().cloned().collect() }
    }

    /// Its key, as the files of languages have it: `order_ready`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        Self::KEYS[self.at]
    }

    /// What it says in a language. Control characters of values are spaces in it. A subject and a
    /// push message have the beginning of long names and reasons.
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

    /// Adds what the parts say; `None` when a value of theirs is absent.
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

/// Without its values: one of them may be a code, and logs are no place for that.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Text").field(&self.key()).finish()
    }
}

/// Whether an SMS is one segment, which is what providers charge as one message: at most 160
/// characters of the basic GSM 7-bit alphabet.
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

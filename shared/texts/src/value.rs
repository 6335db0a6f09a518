//! The values of placeholders, and their form on each channel.

use crate::{Language, Link, Money, When, data::Limit, gsm::is_basic, number::grouped};

/// The value of a placeholder, independent of the language.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Money(Money),
    When(When),
    Number(u32),
}

/// The place where a text is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    /// An SMS: at most this many characters of the GSM 7-bit alphabet.
    Sms,
    /// One line: the subject, and the texts of push messages.
    Line,
    /// Paragraphs of an e-mail.
    Email,
}

impl Value {
    /// The value in a place; `None` when it cannot be shown there.
    pub(crate) fn shown(
        &self,
        limit: Limit,
        channel: Channel,
        language: Language,
    ) -> Option<String> {
        let text = match self {
            Self::Text(text) => plain(text),
            Self::Money(money) if channel == Channel::Sms => money.in_sms(language),
            Self::Money(money) => money.in_(language),
            Self::When(when) => when.in_(language),
            Self::Number(number) => grouped(&number.to_string(), language),
        };
        match (channel, limit) {
            (Channel::Sms, Limit::Cut(most)) => Some(text.chars().take(most).map(basic).collect()),
            (Channel::Sms, Limit::LeftOut(most)) => {
                let fits = text.chars().count() <= most && text.chars().all(is_basic);
                fits.then_some(text)
            }
            (Channel::Sms, Limit::Free(_)) => None,
            (Channel::Line, Limit::Cut(most) | Limit::LeftOut(most) | Limit::Free(most)) => {
                Some(cut(text, most))
            }
            (Channel::Email, _) => Some(text),
        }
    }
}

/// Converts a text to one line without control characters and without characters that change the
/// direction of the following text (Unicode Standard Annex 9, 2).
fn plain(text: &str) -> String {
    let is_other = |it: char| {
        it.is_control()
            || matches!(it, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|it| if is_other(it) { ' ' } else { it }).collect()
}

/// Cuts a text to a maximum length, with an ellipsis if something is missing.
fn cut(text: String, most: usize) -> String {
    if text.chars().count() <= most {
        return text;
    }
    let mut beginning: String = text.chars().take(most.saturating_sub(1)).collect();
    beginning.truncate(beginning.trim_end().len());
    beginning.push('…');
    beginning
}

fn basic(letter: char) -> char {
    if is_basic(letter) { letter } else { '?' }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&Link> for Value {
    fn from(link: &Link) -> Self {
        Self::Text(link.as_str().to_owned())
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<When> for Value {
    fn from(when: When) -> Self {
        Self::When(when)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_text_is_cut_in_a_line_and_complete_in_an_e_mail() {
        let value = Value::from("A long\r\nreason\u{202e}, ä");
        let shown = |channel| value.shown(Limit::Free(7), channel, Language::En);
        assert_eq!(shown(Channel::Line).as_deref(), Some("A long…"));
        assert_eq!(shown(Channel::Email).as_deref(), Some("A long  reason , ä"));
        assert_eq!(shown(Channel::Sms), None);
        let short = Value::from("seven 7").shown(Limit::Free(7), Channel::Line, Language::En);
        assert_eq!(short.as_deref(), Some("seven 7"));
    }

    #[test]
    fn name_is_cut_in_a_line() {
        let shown = Value::from("ORD-1234").shown(Limit::Cut(5), Channel::Line, Language::En);
        assert_eq!(shown.as_deref(), Some("ORD-…"));
    }

    #[test]
    fn sms_cuts_long_names_and_leaves_out_long_links() {
        let sms = |text: &str, limit| Value::from(text).shown(limit, Channel::Sms, Language::En);
        assert_eq!(sms("a[€]äb", Limit::Cut(5)).as_deref(), Some("a???ä"));
        assert_eq!(sms("https", Limit::LeftOut(5)).as_deref(), Some("https"));
        assert_eq!(sms("https", Limit::LeftOut(4)), None);
        assert_eq!(sms("a~", Limit::LeftOut(4)), None);
    }
}

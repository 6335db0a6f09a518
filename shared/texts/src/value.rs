//! What stands for a placeholder, on each channel.

use crate::{Language, Link, Money, When, data::Limit, gsm::is_basic, number::grouped};

/// What stands for a placeholder, in no language yet.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Money(Money),
    When(When),
    Number(u32),
}

/// Where a text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    /// Characters of the GSM 7-bit alphabet, at most so many.
    Sms,
    /// One line: the subject, and what push messages show.
    Line,
    /// Paragraphs.
    Email,
}

impl Value {
    /// The value on a channel; `None` where it cannot be there.
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

/// A text in one line, without control characters and without those that turn the direction of
/// what follows (Unicode Standard Annex 9, 2).
fn plain(text: &str) -> String {
    let is_other = |it: char| {
        it.is_control()
            || matches!(it, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|it| if is_other(it) { ' ' } else { it }).collect()
}

/// The beginning of a text, with an ellipsis where something is missing.
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
    fn a_free_text_is_cut_off_in_one_line_and_whole_in_an_e_mail() {
        let value = Value::from("A long\r\nreason\u{202e}, ä");
        let shown = |channel| value.shown(Limit::Free(7), channel, Language::En);
        assert_eq!(shown(Channel::Line).as_deref(), Some("A long…"));
        assert_eq!(shown(Channel::Email).as_deref(), Some("A long  reason , ä"));
        assert_eq!(shown(Channel::Sms), None);
        let short = Value::from("seven 7").shown(Limit::Free(7), Channel::Line, Language::En);
        assert_eq!(short.as_deref(), Some("seven 7"));
    }

    #[test]
    fn a_name_is_cut_off_in_one_line_too() {
        let shown = Value::from("ORD-1234").shown(Limit::Cut(5), Channel::Line, Language::En);
        assert_eq!(shown.as_deref(), Some("ORD-…"));
    }

    #[test]
    fn an_sms_has_the_beginning_of_a_name_and_nothing_of_a_long_link() {
        let sms = |text: &str, limit| Value::from(text).shown(limit, Channel::Sms, Language::En);
        assert_eq!(sms("a[€]äb", Limit::Cut(5)).as_deref(), Some("a???ä"));
        assert_eq!(sms("https", Limit::LeftOut(5)).as_deref(), Some("https"));
        assert_eq!(sms("https", Limit::LeftOut(4)), None);
        assert_eq!(sms("a~", Limit::LeftOut(4)), None);
    }
}

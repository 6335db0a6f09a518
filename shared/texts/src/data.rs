//! The types of the static data that the build generates from a language's file.

use crate::generated::Placeholder;

/// The data of one language.
pub(crate) struct LanguageData {
    pub tag: &'static str,
    pub name: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    pub numbers: Numbers,
    pub money: MoneyPatterns,
    pub dates: DatePatterns,
    pub mail: MailWords,
    pub unsubscribe: UnsubscribeWords,
    /// The labels of links, in the order of [`Action`](crate::Action).
    pub actions: &'static [&'static str],
    /// The texts, in the order of [`Text::KEYS`](crate::Text::KEYS).
    pub texts: &'static [TextData],
}

pub(crate) struct Numbers {
    pub decimal: char,
    pub group: char,
    /// The numbers that use the singular form.
    pub one: &'static [u32],
}

/// A part of a pattern.
pub(crate) enum Piece<F: 'static> {
    Plain(&'static str),
    Field(F),
}

pub(crate) struct MoneyPatterns {
    pub symbol: &'static [Piece<MoneyField>],
    pub code: &'static [Piece<MoneyField>],
    /// The symbols of currencies, by code.
    pub symbols: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy)]
pub(crate) enum MoneyField {
    Symbol,
    Code,
    Number,
}

pub(crate) struct DatePatterns {
    pub weekdays: [&'static str; 7],
    pub months: [&'static str; 12],
    pub halves: [&'static str; 2],
    pub time: &'static [Piece<DateField>],
    pub today: &'static [Piece<DateField>],
    pub day: &'static [Piece<DateField>],
    pub year: &'static [Piece<DateField>],
}

#[derive(Clone, Copy)]
pub(crate) enum DateField {
    Time,
    Hour,
    Hour12,
    Minute,
    Half,
    Weekday,
    Day,
    Month,
    Year,
}

/// The labels that are in every e-mail.
pub(crate) struct MailWords {
    pub choose: &'static str,
    pub unsubscribe: &'static str,
}

/// The words of the page that an unsubscribe link opens.
pub(crate) struct UnsubscribeWords {
    pub title: &'static str,
    pub question: &'static str,
    pub button: &'static str,
    pub done_title: &'static str,
    pub done: &'static str,
}

/// A text on each channel.
pub(crate) struct TextData {
    pub sms: Option<&'static [Part]>,
    pub subject: &'static [Part],
    pub email: &'static [Part],
    pub push_title: &'static [Part],
    pub push_body: &'static [Part],
}

/// A part of a text.
pub(crate) enum Part {
    Plain(&'static str),
    Value(Placeholder),
    /// The first word for the singular, the second for other numbers.
    Choice(Placeholder, &'static str, &'static str),
    /// Left out when a value in it is absent.
    Bracket(&'static [Part]),
}

/// How a value that exceeds a number of characters is shortened. A subject and a push message have
/// its beginning, an e-mail all of it.
#[derive(Clone, Copy)]
pub(crate) enum Limit {
    /// An SMS has its beginning.
    Cut(usize),
    /// An SMS leaves out the bracket that contains it.
    LeftOut(usize),
    /// A text that a person wrote. It is never in an SMS.
    Free(usize),
}

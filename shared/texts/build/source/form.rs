//! The structure of a language's file.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The language's own name.
    pub name: String,
    /// The direction of the script as in HTML: `ltr` or `rtl`.
    pub direction: String,
    pub numbers: NumbersForm,
    pub money: MoneyForm,
    pub dates: DatesForm,
    pub mail: MailForm,
    pub unsubscribe: UnsubscribeForm,
    /// The labels of links in e-mails.
    pub actions: BTreeMap<String, String>,
    pub texts: BTreeMap<String, TextForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumbersForm {
    /// The decimal separator.
    pub decimal: char,
    /// The separator of groups of three digits.
    pub group: char,
    /// The numbers that use the singular form.
    pub one: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneyForm {
    /// The pattern of an amount whose currency has a symbol in this language.
    pub symbol: String,
    /// The pattern of other amounts, and of all amounts in SMS.
    pub code: String,
    pub symbols: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatesForm {
    /// The names of the days, beginning with Monday.
    pub weekdays: [String; 7],
    /// The names of the months, beginning with January.
    pub months: [String; 12],
    /// The names of the halves of the day, before and after noon.
    pub halves: [String; 2],
    pub time: String,
    /// The pattern of a time today.
    pub today: String,
    /// The pattern of a time on another day.
    pub day: String,
    /// The pattern of a time on a day so far away that it needs its year.
    pub year: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailForm {
    /// The label of the link to the message preferences.
    pub choose: String,
    /// The label of the link that unsubscribes from messages of this kind.
    pub unsubscribe: String,
}

/// The page that an unsubscribe link opens.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnsubscribeForm {
    pub title: String,
    /// The question, and the label of its button.
    pub question: String,
    pub button: String,
    /// The title of the confirmation.
    pub done_title: String,
    pub done: String,
}

impl UnsubscribeForm {
    /// The words with their keys.
    pub fn words(&self) -> [(&'static str, &String); 5] {
        let Self { title, question, button, done_title, done } = self;
        [
            ("title", title),
            ("question", question),
            ("button", button),
            ("done_title", done_title),
            ("done", done),
        ]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextForm {
    pub sms: Option<String>,
    pub subject: String,
    pub email: String,
    pub push_title: String,
    pub push_body: String,
}

impl TextForm {
    /// The texts of the channels in the order of [`super::CHANNELS`].
    pub fn channels(&self) -> [Option<&str>; 5] {
        let Self { sms, subject, email, push_title, push_body } = self;
        [sms.as_deref(), Some(subject), Some(email), Some(push_title), Some(push_body)]
    }
}

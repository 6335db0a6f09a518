//! What a file of a language has.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// What its speakers call the language.
    pub name: String,
    /// `ltr` or `rtl`, as HTML has it.
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
    /// Between whole numbers and decimals.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: char,
    /// The numbers that take the first of two words.
    pub one: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneyForm {
    /// An amount whose currency has a symbol here.
    pub symbol: String,
    /// Any other, and all in SMS.
    pub code: String,
    pub symbols: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatesForm {
    /// From Monday.
    pub weekdays: [String; 7],
    /// From January.
    pub months: [String; 12],
    /// Before and after noon.
    pub halves: [String; 2],
    pub time: String,
    /// A moment today.
    pub today: String,
    /// Another day.
    pub day: String,
    /// A day so far away that its year must be said.
    pub year: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailForm {
    /// The label of the link to the choice of messages.
    pub choose: String,
    /// The label of the link that ends messages like this one.
    pub unsubscribe: String,
}

/// The page that a link to unsubscribe leads to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnsubscribeForm {
    pub title: String,
    /// What is asked, and the label of its button.
    pub question: String,
    pub button: String,
    /// What is said when it is done.
    pub done_title: String,
    pub done: String,
}

impl UnsubscribeForm {
    /// The words by their keys.
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
    /// In the order of [`super::CHANNELS`].
    pub fn channels(&self) -> [Option<&str>; 5] {
        let Self { sms, subject, email, push_title, push_body } = self;
        [sms.as_deref(), Some(subject), Some(email), Some(push_title), Some(push_body)]
    }
}

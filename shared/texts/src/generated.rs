//! The code that the build generates from `languages/`: the languages, the texts and their data.

use crate::{
    Link, Money, Text, When,
    data::{
        DateField, DatePatterns, LanguageData, Limit, MailWords, MoneyField, MoneyPatterns,
        Numbers, Part, Piece, TextData, UnsubscribeWords,
    },
    value::Value,
};

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

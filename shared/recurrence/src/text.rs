//! What the readers of RFC 5545 and of cron have in common.

use std::str::FromStr;

use jiff::civil::Weekday;

use crate::rule::{Rule, RuleError};

/// The days of the week by their names in RFC 5545, in the order of their
/// numbers in cron.
pub const DAYS: [(&str, Weekday); 7] = [
    ("SU", Weekday::Sunday),
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
];

/// A text in capitals, without blanks around it.
pub fn written(text: &str) -> Result<String, RuleError> {
    if text.len() > Rule::MAX_LENGTH {
        return Err(RuleError::TooLong);
    }
    Ok(text.trim().to_ascii_uppercase())
}

/// Digits only: `parse` would take a sign.
pub fn digits<T: FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Numbers in ascending order, each once.
pub fn sorted<T: Ord>(mut numbers: Vec<T>) -> Vec<T> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

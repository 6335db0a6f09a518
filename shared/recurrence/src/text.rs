//! Helpers that the parsers of RFC 5545 rules and of cron expressions share.

use std::str::FromStr;

use jiff::civil::Weekday;

use crate::rule::{Rule, RuleError};

/// The days of the week with their names in RFC 5545, indexed by their numbers in cron.
pub const DAYS: [(&str, Weekday); 7] = [
    ("SU", Weekday::Sunday),
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
];

/// Trims a text and converts it to upper case; refuses a text that is too long.
pub fn written(text: &str) -> Result<String, RuleError> {
    if text.len() > Rule::MAX_LENGTH {
        return Err(RuleError::TooLong);
    }
    Ok(text.trim().to_ascii_uppercase())
}

/// Parses a number without a sign, which `parse` alone would accept.
pub fn digits<T: FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Numbers in ascending order, each once.
pub fn sorted<T: Ord>(mut numbers: Vec<T>) -> Vec<T> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

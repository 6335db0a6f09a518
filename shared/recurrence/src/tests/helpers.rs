//! Helpers: recurrences for tests, and their occurrences as text.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::{Recurrence, Rule};

/// A stored recurrence of an RFC 5545 rule.
pub fn every(rule: &str, zone: &str, start: &str) -> Recurrence {
    let rule = Rule::rrule(rule).unwrap();
    Recurrence::from_stored(rule, zone.parse().unwrap(), start.parse().unwrap())
}

/// The first occurrences, in UTC.
pub fn first(of: &Recurrence, count: usize) -> Vec<String> {
    of.occurrences().take(count).map(|at| at.to_string()).collect()
}

/// The days of the first occurrences in UTC of a recurrence that starts at noon.
pub fn days(rule: &str, start: &str, count: usize) -> Vec<String> {
    let of = every(rule, "UTC", &format!("{start}T12:00"));
    first(&of, count).iter().map(|at| at[..10].to_owned()).collect()
}

//! Recurrence: a rule and a time zone, and the instants at which the rule has its
//! occurrences.
//!
//! This crate is pure: it reads no clock, no file and no network, and the time zone
//! database is compiled in. The caller decides what recurs and what happens when an
//! occurrence is due.
//!
//! # What is accepted
//!
//! [`Rule::rrule`] parses the recurrence rules of
//! [RFC 5545, section 3.3.10](https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10),
//! with or without the prefix `RRULE:`, in upper or lower case:
//!
//! | part | values |
//! |---|---|
//! | `FREQ` | `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`; required |
//! | `INTERVAL` | 1 to 1000 |
//! | `BYMONTH` | months |
//! | `BYMONTHDAY` | days of the month, from its end when negative; not with `WEEKLY` |
//! | `BYDAY` | days of the week, with a number (`1MO`, `-1FR`, up to 5) in months |
//! | `BYHOUR`, `BYMINUTE` | hours, and one minute |
//! | `BYSETPOS` | positions among the times of a period, beside another `BY…` part |
//! | `WKST` | the first day of the week; Monday by default |
//! | `COUNT` or `UNTIL` | 1 to 1000 occurrences, or a day or time, in UTC or local |
//!
//! [`Rule::cron`] parses a cron expression: minute, hour, day of month, month, day of
//! week, with names, lists, ranges and steps.
//!
//! # What is refused
//!
//! A rule names one minute of the hour, so that occurrences are at least an hour apart on
//! the clock. The following are refused with a [`RuleError`] that names the part:
//!
//! - `FREQ=SECONDLY`, `MINUTELY` and `HOURLY`, more than one minute, `BYSECOND`;
//! - `BYYEARDAY`, `BYWEEKNO` and parts that RFC 5545 does not know;
//! - `BYDAY` or `BYMONTHDAY` of a year without `BYMONTH`, so that numbers of
//!   days are always those of a month;
//! - texts of more than [`Rule::MAX_LENGTH`] characters.
//!
//! A [`Recurrence`] is refused when it starts more than a year ago or more than
//! [`Recurrence::YEARS`] years ahead, and when it has no occurrence in that time.
//!
//! # Where it differs from RFC 5545
//!
//! Occurrences are local times in the given [`TimeZoneName`]. The RFC omits a local time
//! that a change of the clock skips; this crate shifts it later by the length of the gap.
//! A local time that occurs twice means the first occurrence, as in the RFC. A rule with
//! `COUNT` that would start in the minute of its creation starts with the next occurrence
//! instead.
//!
//! # Example
//!
//! ```
//! use docket_recurrence::{Recurrence, Rule};
//!
//! let rule = Rule::rrule("FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0")?;
//! let now = "2027-03-17T09:30:00Z".parse()?;
//! let mondays = Recurrence::new(rule, "Europe/Berlin".parse()?, None, now)?;
//!
//! // Eight o'clock in Berlin, before and after its clocks go forward.
//! let next = mondays.next_after(now).ok_or("it is over")?;
//! assert_eq!(next.to_string(), "2027-03-22T07:00:00Z");
//! let next = mondays.next_after(next).ok_or("it is over")?;
//! assert_eq!(next.to_string(), "2027-03-29T06:00:00Z");
//!
//! let refused = Rule::rrule("FREQ=DAILY;BYMINUTE=0,30").unwrap_err();
//! assert_eq!(refused.to_string(), "BYMINUTE must be one minute from 0 to 59");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cron;
mod recurrence;
mod rrule;
mod rule;
#[cfg(test)]
mod tests;
mod text;
mod time_zone;

pub use recurrence::{Occurrences, Recurrence, RecurrenceError};
pub use rule::{Rule, RuleError, Written};
pub use time_zone::{
    TimeZoneError, TimeZoneName, earliest_start_of_day, latest_day, latest_end_of_day,
};

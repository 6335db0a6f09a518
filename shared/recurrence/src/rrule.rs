//! Parses the recurrence rules of RFC 5545, section 3.3.10.

use std::{ops::Neg, str::FromStr};

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Weekday},
};

use crate::{
    rule::{End, Frequency, NthDay, Rule, RuleError, Written},
    text::{DAYS, digits, sorted, written},
};

/// The parts whose numbers may have a plus sign.
const SIGNED: [&str; 2] = ["BYMONTHDAY", "BYSETPOS"];
/// The maximum number of characters of a part's name that an error quotes.
const MAX_ECHO: usize = 20;

/// The parts of a rule before they are checked against each other.
#[derive(Default)]
struct Parts<'a> {
    frequency: Option<&'a str>,
    interval: Option<&'a str>,
    months: Option<&'a str>,
    month_days: Option<&'a str>,
    days: Option<&'a str>,
    hours: Option<&'a str>,
    minute: Option<&'a str>,
    week_start: Option<&'a str>,
    positions: Option<&'a str>,
    count: Option<&'a str>,
    until: Option<&'a str>,
}

impl Rule {
    /// Parses a rule of RFC 5545, with or without the prefix `RRULE:`.
    ///
    /// Its frequency must be a day, week, month or year, and it may name only one minute,
    /// so that occurrences are at least an hour apart.
    ///
    /// # Errors
    ///
    /// [`RuleError`].
    pub fn rrule(text: &str) -> Result<Self, RuleError> {
        let text = written(text)?;
        // Spaces have no meaning.
        let plain = text.replace(' ', "");
        let parts = parts(plain.strip_prefix("RRULE:").unwrap_or(&plain))?;
        let rule = Self {
            written: Written::Rrule(text.clone()),
            frequency: frequency(parts.frequency.ok_or(RuleError::NoFrequency)?)?,
            interval: parts.interval.map_or(Ok(1), |it| number("INTERVAL", it, 1, 1_000))?,
            months: numbers("BYMONTH", parts.months, "numbers from 1 to 12", |it| {
                (1..=12).contains(&it)
            })?,
            month_days: numbers(
                "BYMONTHDAY",
                parts.month_days,
                "days from 1 to 31 or -1 to -31",
                |it| (-31..=31).contains(&it) && it != 0,
            )?,
            days: days(parts.days)?,
            hours: numbers("BYHOUR", parts.hours, "hours from 0 to 23", |it| {
                (0..24).contains(&it)
            })?,
            minute: parts.minute.map(minute).transpose()?,
            week_start: parts.week_start.map_or(Ok(Weekday::Monday), |it| {
                weekday(it).ok_or(RuleError::Value("WKST", "a day like MO"))
            })?,
            positions: numbers(
                "BYSETPOS",
                parts.positions,
                "positions from 1 to 366 or -1 to -366",
                |it| (-366..=366).contains(&it) && it != 0,
            )?,
            either: false,
            end: end(parts.count, parts.until)?,
        };
        rule.fit()?;
        Ok(rule)
    }

    /// Checks that the parts can be combined.
    fn fit(&self) -> Result<(), RuleError> {
        let nth = self.days.iter().any(|it| it.nth.is_some());
        let names_any = !self.months.is_empty()
            || !self.month_days.is_empty()
            || !self.days.is_empty()
            || !self.hours.is_empty()
            || self.minute.is_some();
        if !self.positions.is_empty() && !names_any {
            return Err(RuleError::NothingToChoose);
        }
        match self.frequency {
            Frequency::Daily | Frequency::Weekly if nth => {
                Err(RuleError::Value("BYDAY", "plain days like MO with FREQ=DAILY and FREQ=WEEKLY"))
            }
            Frequency::Weekly if !self.month_days.is_empty() => {
                Err(RuleError::Misplaced("BYMONTHDAY"))
            }
            Frequency::Yearly
                if self.months.is_empty()
                    && !(self.days.is_empty() && self.month_days.is_empty()) =>
            {
                Err(RuleError::NoMonth)
            }
            Frequency::Daily | Frequency::Weekly | Frequency::Monthly | Frequency::Yearly => Ok(()),
        }
    }
}

fn parts(text: &str) -> Result<Parts<'_>, RuleError> {
    let mut parts = Parts::default();
    for part in text.split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').ok_or(RuleError::Shape)?;
        let (name, place) = match name {
            "FREQ" => ("FREQ", &mut parts.frequency),
            "INTERVAL" => ("INTERVAL", &mut parts.interval),
            "BYMONTH" => ("BYMONTH", &mut parts.months),
            "BYMONTHDAY" => ("BYMONTHDAY", &mut parts.month_days),
            "BYDAY" => ("BYDAY", &mut parts.days),
            "BYHOUR" => ("BYHOUR", &mut parts.hours),
            "BYMINUTE" => ("BYMINUTE", &mut parts.minute),
            "BYSETPOS" => ("BYSETPOS", &mut parts.positions),
            "WKST" => ("WKST", &mut parts.week_start),
            "COUNT" => ("COUNT", &mut parts.count),
            "UNTIL" => ("UNTIL", &mut parts.until),
            _ => return Err(RuleError::Unsupported(name.chars().take(MAX_ECHO).collect())),
        };
        if place.replace(value).is_some() {
            return Err(RuleError::Twice(name));
        }
    }
    Ok(parts)
}

fn frequency(text: &str) -> Result<Frequency, RuleError> {
    match text {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        "YEARLY" => Ok(Frequency::Yearly),
        _ => Err(RuleError::Value("FREQ", "DAILY, WEEKLY, MONTHLY or YEARLY")),
    }
}

fn number(name: &'static str, text: &str, least: u16, most: u16) -> Result<u16, RuleError> {
    digits(text)
        .filter(|number| (least..=most).contains(number))
        .ok_or(RuleError::Value(name, "a number from 1 to 1000"))
}

/// Parses a list of numbers, and sorts and deduplicates it.
fn numbers<T>(
    name: &'static str,
    text: Option<&str>,
    what: &'static str,
    good: impl Fn(T) -> bool,
) -> Result<Vec<T>, RuleError>
where
    T: FromStr + Ord + Copy + Neg<Output = T>,
{
    let Some(text) = text else { return Ok(Vec::new()) };
    let number = |text: &str| {
        let number = match text.strip_prefix('-') {
            Some(plain) => digits::<T>(plain).map(Neg::neg),
            None if SIGNED.contains(&name) => digits(text.strip_prefix('+').unwrap_or(text)),
            None => digits(text),
        };
        number.filter(|number| good(*number))
    };
    let numbers: Option<Vec<T>> = text.split(',').map(number).collect();
    numbers.map(sorted).ok_or(RuleError::Value(name, what))
}

fn minute(text: &str) -> Result<i8, RuleError> {
    let error = RuleError::Value("BYMINUTE", "one minute from 0 to 59");
    digits(text).filter(|minute| (0..60).contains(minute)).ok_or(error)
}

fn weekday(text: &str) -> Option<Weekday> {
    DAYS.iter().find(|(name, _)| *name == text).map(|(_, day)| *day)
}

fn days(text: Option<&str>) -> Result<Vec<NthDay>, RuleError> {
    let Some(text) = text else { return Ok(Vec::new()) };
    let day = |text: &str| {
        let (nth, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
        let day = weekday(name)?;
        if nth.is_empty() {
            return Some(NthDay { nth: None, day });
        }
        let (sign, plain) = match nth.strip_prefix('-') {
            Some(plain) => (-1, plain),
            None => (1, nth.strip_prefix('+').unwrap_or(nth)),
        };
        let nth = digits::<i8>(plain).filter(|nth| (1..=5).contains(nth))?;
        Some(NthDay { nth: Some(sign * nth), day })
    };
    let days: Option<Vec<NthDay>> = text.split(',').map(day).collect();
    days.ok_or(RuleError::Value("BYDAY", "days like MO, 1MO or -1FR"))
}

fn end(count: Option<&str>, until: Option<&str>) -> Result<End, RuleError> {
    match (count, until) {
        (None, None) => Ok(End::Never),
        (Some(_), Some(_)) => Err(RuleError::TwoEnds),
        (Some(count), None) => number("COUNT", count, 1, 1_000).map(|it| End::Count(it.into())),
        (None, Some(until)) => {
            let what = "a day like 20271231 or a time like 20271231T235959Z";
            read_until(until).ok_or(RuleError::Value("UNTIL", what))
        }
    }
}

fn read_until(text: &str) -> Option<End> {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let day = day.get(..8).filter(|it| it.len() == day.len())?;
    let date = Date::new(digits(day.get(..4)?)?, digits(day.get(4..6)?)?, digits(day.get(6..)?)?);
    let date = date.ok()?;
    if !text.contains('T') {
        // A date without a time includes the whole day.
        return Some(End::Local(date.at(23, 59, 59, 0)));
    }
    let (time, is_utc) = time.strip_suffix('Z').map_or((time, false), |time| (time, true));
    let time = time.get(..6).filter(|it| it.len() == time.len())?;
    let part = |range: std::ops::Range<usize>| digits::<i8>(time.get(range)?);
    let time = jiff::civil::Time::new(part(0..2)?, part(2..4)?, part(4..6)?, 0).ok()?;
    let at = DateTime::from_parts(date, time);
    if is_utc { moment(at).map(End::Moment) } else { Some(End::Local(at)) }
}

fn moment(at: DateTime) -> Option<Timestamp> {
    jiff::tz::TimeZone::UTC.to_timestamp(at).ok()
}

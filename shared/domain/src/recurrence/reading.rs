//! Rules as people write them.

use std::{ops::Neg, str::FromStr};

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Weekday},
};

use super::rule::{End, Frequency, NthDay, Rule, RuleError, Written};

/// The names of RFC 5545, and of cron.
const DAYS: [(&str, Weekday); 7] = [
    ("SU", Weekday::Sunday),
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
];
const CRON_DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const CRON_MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// The parts whose numbers may have a plus sign.
const SIGNED: [&str; 2] = ["BYMONTHDAY", "BYSETPOS"];
/// The most characters of a part's name that an error repeats.
const MAX_ECHO: usize = 20;

/// The parts of a rule before they are looked at together.
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
    /// Reads a rule of RFC 5545, with or without `RRULE:` before it.
    ///
    /// A day, week, month or year is what it counts in, and it names one
    /// minute, so that occurrences are an hour apart or more.
    ///
    /// # Errors
    ///
    /// [`RuleError`].
    pub fn rrule(text: &str) -> Result<Self, RuleError> {
        let text = written(text)?;
        // Blanks mean nothing.
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

    /// Reads a line of cron: minute, hour, day of month, month, day of week.
    ///
    /// It names one minute, so that occurrences are an hour apart or more.
    ///
    /// # Errors
    ///
    /// [`RuleError`].
    pub fn cron(line: &str) -> Result<Self, RuleError> {
        let line = written(line)?;
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        let [minute, hour, month_day, month, day] = fields[..] else {
            return Err(RuleError::CronShape);
        };
        let one = RuleError::CronField("minute", "one number from 0 to 59");
        let minutes = field(minute, 0, 59, &[]).ok_or(one.clone())?;
        let [minute] = minutes[..] else { return Err(one) };
        let is_free = |field: &str| field.starts_with('*');
        let hours = field(hour, 0, 23, &[]);
        let month_days = field(month_day, 1, 31, &[]);
        let months = field(month, 1, 12, &CRON_MONTHS);
        let days = field(day, 0, 7, &CRON_DAYS);
        let days = days.ok_or(RuleError::CronField("day of week", "of 0 to 7 or SUN to SAT"))?;
        let days = days.into_iter().map(|it| {
            let (_, day) = DAYS[usize::try_from(it % 7).unwrap_or_default()];
            NthDay { nth: None, day }
        });
        Ok(Self {
            written: Written::Cron(line.clone()),
            frequency: Frequency::Daily,
            interval: 1,
            months: months.ok_or(RuleError::CronField("month", "of 1 to 12 or JAN to DEC"))?,
            month_days: month_days.ok_or(RuleError::CronField("day of month", "of 1 to 31"))?,
            days: days.collect(),
            hours: hours.ok_or(RuleError::CronField("hour", "of 0 to 23"))?,
            minute: Some(minute),
            week_start: Weekday::Monday,
            positions: Vec::new(),
            // A field that begins with a star leaves the choice to the other.
            either: !is_free(month_day) && !is_free(day),
            end: End::Never,
        })
    }

    /// Whether the parts go together.
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

/// A text in capitals, without blanks around it.
fn written(text: &str) -> Result<String, RuleError> {
    if text.len() > Rule::MAX_LENGTH {
        return Err(RuleError::TooLong);
    }
    Ok(text.trim().to_ascii_uppercase())
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

/// Digits only: `parse` would take a sign.
fn digits<T: FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn number(name: &'static str, text: &str, least: u16, most: u16) -> Result<u16, RuleError> {
    digits(text)
        .filter(|number| (least..=most).contains(number))
        .ok_or(RuleError::Value(name, "a number from 1 to 1000"))
}

/// A list of numbers, sorted, each once.
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

fn sorted<T: Ord>(mut numbers: Vec<T>) -> Vec<T> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
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
        // The whole of that day.
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

/// A field of cron: a list of `*`, numbers, ranges and steps.
fn field(text: &str, least: i8, most: i8, names: &[&str]) -> Option<Vec<i8>> {
    // Names begin with the field's least number.
    let number = |text: &str| {
        let named = names.iter().position(|name| *name == text);
        let named = named.and_then(|at| i8::try_from(at).ok()).map(|at| at + least);
        named.or_else(|| digits(text)).filter(|it| (least..=most).contains(it))
    };
    let mut all = Vec::new();
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, digits::<usize>(step).filter(|step| *step > 0)?),
            None => (part, 1),
        };
        let (from, to) = match (range, range.split_once('-')) {
            ("*", _) => (least, most),
            (_, Some((from, to))) => (number(from)?, number(to)?),
            // A step from one number goes on to the end.
            (one, None) if part.contains('/') => (number(one)?, most),
            (one, None) => (number(one)?, number(one)?),
        };
        if from > to {
            return None;
        }
        all.extend((from..=to).step_by(step));
    }
    Some(sorted(all))
}

//! Parses cron expressions that name exactly one minute of the hour.

use jiff::civil::Weekday;

use crate::{
    rule::{End, Frequency, NthDay, Rule, RuleError, Written},
    text::{DAYS, digits, sorted, written},
};

const CRON_DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const CRON_MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

impl Rule {
    /// Parses a cron expression: minute, hour, day of month, month, day of week.
    ///
    /// It must name one minute, so that occurrences are at least an hour apart.
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
        let days =
            days.ok_or(RuleError::CronField("day of week", "within 0 to 7 or SUN to SAT"))?;
        let days = days.into_iter().map(|it| {
            let (_, day) = DAYS[usize::try_from(it % 7).unwrap_or_default()];
            NthDay { nth: None, day }
        });
        Ok(Self {
            written: Written::Cron(line.clone()),
            frequency: Frequency::Daily,
            interval: 1,
            months: months.ok_or(RuleError::CronField("month", "within 1 to 12 or JAN to DEC"))?,
            month_days: month_days.ok_or(RuleError::CronField("day of month", "within 1 to 31"))?,
            days: days.collect(),
            hours: hours.ok_or(RuleError::CronField("hour", "within 0 to 23"))?,
            minute: Some(minute),
            week_start: Weekday::Monday,
            positions: Vec::new(),
            // As in cron, either day field suffices unless one of them begins with a star.
            either: !is_free(month_day) && !is_free(day),
            end: End::Never,
        })
    }
}

/// Parses one field: a list of `*`, numbers, ranges and steps.
fn field(text: &str, least: i8, most: i8, names: &[&str]) -> Option<Vec<i8>> {
    // The first name stands for the field's smallest number.
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
            // A step after a single number continues to the field's largest number.
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

use jiff::civil::{Date, DateTime};

use crate::{
    Language,
    data::{DateField, Piece},
};

/// A local date and time in a text, usually in a seller's time zone.
///
/// The day is left out when it is today. The year is added when the day is more than half a year
/// away.
///
/// ```
/// use docket_texts::{Language, When};
/// use jiff::civil::date;
///
/// let evening = date(2026, 12, 4).at(18, 30, 0, 0);
/// let today = When::new(evening, date(2026, 12, 4));
/// assert_eq!(today.in_(Language::En), "at 6:30 PM");
/// let yesterday = When::new(evening, date(2026, 12, 3));
/// assert_eq!(yesterday.in_(Language::En), "at 6:30 PM on Fri 4 Dec");
/// assert_eq!(yesterday.in_(Language::De), "am Fr., 4.12. um 18:30 Uhr");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    at: DateTime,
    today: Date,
}

impl When {
    /// Days further away than this are shown with their year.
    const NEAR_DAYS: u64 = 183;

    /// Makes a value from a local time and the local date at which the text is made.
    #[must_use]
    pub const fn new(at: DateTime, today: Date) -> Self {
        Self { at, today }
    }

    /// Formats the time in a language for use in a sentence, with its preposition. All characters
    /// can be in an SMS.
    #[must_use]
    pub fn in_(self, language: Language) -> String {
        let dates = &language.data().dates;
        let away = self.at.date().duration_since(self.today).as_hours().unsigned_abs() / 24;
        let pattern = match away {
            0 => dates.today,
            near if near <= Self::NEAR_DAYS => dates.day,
            _far => dates.year,
        };
        self.fill(pattern, language)
    }

    fn fill(self, pattern: &[Piece<DateField>], language: Language) -> String {
        let piece = |piece: &Piece<DateField>| match piece {
            Piece::Plain(plain) => (*plain).to_owned(),
            Piece::Field(field) => self.field(*field, language),
        };
        pattern.iter().map(piece).collect()
    }

    fn field(self, field: DateField, language: Language) -> String {
        let dates = &language.data().dates;
        let Self { at, today: _ } = self;
        let hour = at.hour();
        let index = |number: i8| usize::try_from(number).unwrap_or_default();
        match field {
            // Its pattern does not contain `time` itself, as the build checks.
            DateField::Time => self.fill(dates.time, language),
            DateField::Hour => format!("{hour:02}"),
            DateField::Hour12 => ((hour + 11) % 12 + 1).to_string(),
            DateField::Minute => format!("{:02}", at.minute()),
            DateField::Half => dates.halves[usize::from(hour >= 12)].to_owned(),
            DateField::Weekday => {
                dates.weekdays[index(at.weekday().to_monday_zero_offset())].to_owned()
            }
            DateField::Day => at.day().to_string(),
            DateField::Month => dates.months[index(at.month() - 1)].to_owned(),
            DateField::Year => at.year().to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};

    use super::*;
    use crate::gsm::is_basic;

    fn both(at: DateTime, today: Date) -> [String; 2] {
        [Language::En, Language::De].map(|it| When::new(at, today).in_(it))
    }

    #[test]
    fn when_shows_the_day_unless_today_and_the_year_when_far_away() {
        let today = date(2026, 12, 31);
        let of = |day: Date| both(day.at(9, 5, 59, 0), today);
        assert_eq!(of(today), ["at 9:05 AM", "um 09:05 Uhr"]);
        let tomorrow = ["at 9:05 AM on Fri 1 Jan", "am Fr., 1.1. um 09:05 Uhr"];
        assert_eq!(of(date(2027, 1, 1)), tomorrow);
        let yesterday = ["at 9:05 AM on Wed 30 Dec", "am Mi., 30.12. um 09:05 Uhr"];
        assert_eq!(of(date(2026, 12, 30)), yesterday);
        let near = ["at 9:05 AM on Fri 2 Jul", "am Fr., 2.7. um 09:05 Uhr"];
        assert_eq!(of(date(2027, 7, 2)), near);
        let far = ["at 9:05 AM on Sat 3 Jul 2027", "am Sa., 3.7.2027 um 09:05 Uhr"];
        assert_eq!(of(date(2027, 7, 3)), far);
    }

    #[test]
    fn hours_are_of_twelve_in_english_and_of_24_in_german() {
        let day = date(2026, 3, 1);
        for (hour, en, de) in [
            (0, "at 12:00 AM", "um 00:00 Uhr"),
            (1, "at 1:00 AM", "um 01:00 Uhr"),
            (11, "at 11:00 AM", "um 11:00 Uhr"),
            (12, "at 12:00 PM", "um 12:00 Uhr"),
            (13, "at 1:00 PM", "um 13:00 Uhr"),
            (23, "at 11:00 PM", "um 23:00 Uhr"),
        ] {
            assert_eq!(both(day.at(hour, 0, 0, 0), day), [en, de]);
        }
    }

    #[test]
    fn every_day_of_a_year_has_only_characters_of_an_sms() {
        let first = date(2028, 1, 1);
        for day in first.series(1.day()).take(366) {
            for text in both(day.at(12, 30, 0, 0), date(2026, 1, 1)) {
                assert!(text.chars().count() <= 32 && text.chars().all(is_basic), "{text}");
            }
        }
    }
}

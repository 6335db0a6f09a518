//! Chooses the time at which the clock of a Docket under test starts.
//!
//! Each test binary starts all its clocks at one moment. `DOCKET_MOMENT` (RFC 3339) sets it.
//! Otherwise it is drawn from `DOCKET_SEED`, or from a random seed. The binary prints both when it
//! starts its first clock, and every failing test prints them again.

use std::{
    env,
    fmt::Display,
    hash::{BuildHasher, RandomState},
    io::Write as _,
    str::FromStr,
    sync::OnceLock,
};

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, date},
    tz::{TimeZone, TimeZoneDatabase},
};

use crate::dice::mix;

/// The number of seeds, from 0 on, that together draw moments of every kind several times.
pub const SEEDS: u64 = 48;

/// The years of the drawn moments. They include the leap year 2028.
const YEARS: std::ops::RangeInclusive<i16> = 2027..=2031;
/// A distance from a boundary that is short enough for a test to cross it.
const CLOSE: SignedDuration = SignedDuration::from_secs(10);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The kinds of moments, each near another boundary.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Any second of any day.
    Any,
    /// 29 February 2028, from ten seconds before it until its end.
    LeapDay,
    /// The last day of a year in UTC, and the first hours of the next one.
    YearsEnd,
    /// The last ten seconds of a month in UTC.
    MonthsEnd,
    /// 23:59:50 UTC.
    BeforeMidnight,
    /// Shortly before a day begins where it begins first, 14 hours ahead of
    /// UTC, or where it begins last, 12 hours behind.
    DayElsewhere,
    /// Around the moment at which the clocks of a zone are put forward (to
    /// summer time) or back.
    ClockChange(&'static str, ClockMove),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClockMove {
    Forward,
    Back,
}

const KINDS: [Kind; 16] = [
    Kind::Any,
    Kind::LeapDay,
    Kind::YearsEnd,
    Kind::MonthsEnd,
    Kind::BeforeMidnight,
    Kind::DayElsewhere,
    Kind::ClockChange("America/New_York", ClockMove::Forward),
    Kind::ClockChange("America/New_York", ClockMove::Back),
    Kind::ClockChange("Europe/Berlin", ClockMove::Forward),
    Kind::ClockChange("Europe/Berlin", ClockMove::Back),
    Kind::ClockChange("Europe/London", ClockMove::Forward),
    Kind::ClockChange("Europe/London", ClockMove::Back),
    Kind::ClockChange("Australia/Lord_Howe", ClockMove::Forward),
    Kind::ClockChange("Australia/Lord_Howe", ClockMove::Back),
    Kind::ClockChange("America/Santiago", ClockMove::Forward),
    Kind::ClockChange("America/Santiago", ClockMove::Back),
];

/// The moment at which this process starts its clocks.
///
/// # Panics
///
/// When a variable holds no moment or no seed.
pub fn start() -> Timestamp {
    static START: OnceLock<Timestamp> = OnceLock::new();
    *START.get_or_init(|| {
        let (at, origin) = match (read::<Timestamp>("DOCKET_MOMENT"), read::<u64>("DOCKET_SEED")) {
            (Some(at), _) => (at, "as DOCKET_MOMENT says".to_owned()),
            (None, seed) => {
                // Keeps the seed short enough to type.
                let seed = seed.unwrap_or_else(|| RandomState::new().hash_one(0) >> 40);
                (drawn(seed), format!("drawn from DOCKET_SEED={seed}"))
            }
        };
        let line = format!("The clock starts at DOCKET_MOMENT={at}, {origin}.");
        // Not by `eprintln`, which is captured and shown for one failing test only.
        writeln!(std::io::stderr(), "{line}").ok();
        let former = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            former(panic);
            eprintln!("{line}");
        }));
        at
    })
}

fn read<T: FromStr<Err: Display>>(name: &str) -> Option<T> {
    let text = env::var(name).ok().filter(|text| !text.is_empty())?;
    Some(text.parse().unwrap_or_else(|error| panic!("{name}={text}: {error}")))
}

/// The moment of a seed. Kinds take turns, so that a few seeds cover all of them; the rest is
/// pseudo-random.
fn drawn(seed: u64) -> Timestamp {
    let kinds = KINDS.len() as u64;
    let kind = KINDS[usize::try_from(seed % kinds).unwrap()];
    let round = seed / kinds;
    let dice = |salt: u64, sides: i64| {
        let thrown = mix(mix(salt) ^ mix(seed)) % sides.cast_unsigned();
        i64::try_from(thrown).unwrap()
    };
    let years = i64::from(YEARS.end() - YEARS.start()) + 1;
    let year = YEARS.start() + i16::try_from(dice(1, years)).unwrap();
    let new_year = date(year, 1, 1);
    let any_day = new_year + dice(2, 365).days();
    let within = |time: SignedDuration| SignedDuration::from_secs(dice(3, time.as_secs()));
    match kind {
        Kind::Any => begin(any_day) + within(DAY),
        Kind::LeapDay => {
            let begin = begin(date(2028, 2, 29));
            match round % 3 {
                0 => begin - CLOSE,
                1 => begin + within(DAY),
                _ => begin + DAY - CLOSE,
            }
        }
        Kind::YearsEnd => {
            let end = begin(date(year + 1, 1, 1));
            if round.is_multiple_of(3) { end - CLOSE } else { end - DAY + within(DAY + DAY / 2) }
        }
        Kind::MonthsEnd => begin(any_day.last_of_month()) + DAY - CLOSE,
        Kind::BeforeMidnight => begin(any_day) + DAY - CLOSE,
        Kind::DayElsewhere => {
            let hour = if round.is_multiple_of(2) { 10 } else { 12 };
            begin(any_day) + SignedDuration::from_hours(hour) - CLOSE
        }
        Kind::ClockChange(zone, which) => {
            let change = clock_change(zone, which, new_year);
            match round % 3 {
                0 => change - CLOSE,
                1 => change + within(SignedDuration::from_hours(2)),
                _ => change - within(DAY),
            }
        }
    }
}

/// When a day begins in UTC.
fn begin(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::UTC).unwrap().timestamp()
}

/// The first change of a zone's clocks, of one kind, from a day on.
fn clock_change(zone: &str, which: ClockMove, from: Date) -> Timestamp {
    let zone = TimeZoneDatabase::bundled().get(zone).unwrap();
    let is_summer = which == ClockMove::Forward;
    let mut changes = zone.following(begin(from));
    changes.find(|change| change.dst().is_dst() == is_summer).unwrap().timestamp()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all() -> impl Iterator<Item = Timestamp> {
        (0..SEEDS).map(drawn)
    }

    fn utc(at: Timestamp) -> jiff::civil::DateTime {
        at.to_zoned(TimeZone::UTC).datetime()
    }

    #[test]
    fn a_seed_draws_one_moment_and_other_seeds_draw_others() {
        assert!(all().eq(all()));
        assert_eq!(all().collect::<BTreeSet<_>>().len() as u64, SEEDS);
        for seed in 0..10_000 {
            let year = utc(drawn(seed)).year();
            assert!((2026..=2032).contains(&year), "{seed}: {year}");
        }
    }

    #[test]
    fn the_first_seeds_draw_moments_of_every_kind() {
        let hours: BTreeSet<_> = all().map(|at| utc(at).hour()).collect();
        assert!(hours.len() >= 16, "{hours:?}");
        let count = |is: &dyn Fn(Timestamp) -> bool| all().filter(|at| is(*at)).count();
        let leap_day = date(2028, 2, 29);
        assert!(count(&|at| utc(at).date() == leap_day) >= 2);
        assert!(count(&|at| [at, at + CLOSE].map(|at| utc(at).date()).contains(&leap_day)) >= 3);
        let before_midnight = |at| utc(at).time() == jiff::civil::time(23, 59, 50, 0);
        assert!(count(&before_midnight) >= 6);
        let year_ends = |at| utc(at).year() != utc(at + DAY).year() || utc(at).day_of_year() == 1;
        assert!(count(&year_ends) >= 3);
        let month_ends = |at| utc(at).month() != utc(at + CLOSE).month();
        assert!(count(&month_ends) >= 4);
        for kind in KINDS {
            let Kind::ClockChange(zone, which) = kind else { continue };
            let near = |at: Timestamp| {
                let year = date(utc(at).year(), 1, 1);
                let change = clock_change(zone, which, year);
                at.duration_since(change).abs() <= DAY
            };
            assert!(count(&near) >= 3, "{kind:?}");
        }
    }

    #[test]
    fn clocks_are_put_forward_and_back_when_the_law_says() {
        for (zone, which, expected) in [
            ("America/New_York", ClockMove::Forward, "2027-03-14T07:00:00Z"),
            ("Europe/Berlin", ClockMove::Back, "2027-10-31T01:00:00Z"),
            ("Australia/Lord_Howe", ClockMove::Back, "2027-04-03T15:00:00Z"),
        ] {
            let change = clock_change(zone, which, date(2027, 1, 1));
            assert_eq!(change.to_string(), expected, "{zone}");
        }
    }
}

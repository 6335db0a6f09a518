//! Tests of occurrences: local times across clock changes, and the start and the count.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Weekday, date},
    tz::TimeZoneDatabase,
};
use proptest::prelude::*;

use super::helpers::{every, first};
use crate::{Recurrence, RecurrenceError, Rule};

#[test]
fn occurrences_keep_their_wall_clock_time_across_daylight_saving() {
    let mondays = "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0";
    for (zone, start, expected) in [
        (
            "Europe/Berlin",
            "2027-03-15T00:00",
            ["2027-03-15T07:00:00Z", "2027-03-22T07:00:00Z", "2027-03-29T06:00:00Z"],
        ),
        (
            "Europe/Berlin",
            "2027-10-25T00:00",
            ["2027-10-25T06:00:00Z", "2027-11-01T07:00:00Z", "2027-11-08T07:00:00Z"],
        ),
        (
            "America/New_York",
            "2027-03-08T00:00",
            ["2027-03-08T13:00:00Z", "2027-03-15T12:00:00Z", "2027-03-22T12:00:00Z"],
        ),
        (
            "America/New_York",
            "2027-11-01T00:00",
            ["2027-11-01T12:00:00Z", "2027-11-08T13:00:00Z", "2027-11-15T13:00:00Z"],
        ),
        (
            "Australia/Sydney",
            "2027-03-29T00:00",
            ["2027-03-28T21:00:00Z", "2027-04-04T22:00:00Z", "2027-04-11T22:00:00Z"],
        ),
        (
            "Asia/Kolkata",
            "2027-03-22T00:00",
            ["2027-03-22T02:30:00Z", "2027-03-29T02:30:00Z", "2027-04-05T02:30:00Z"],
        ),
    ] {
        assert_eq!(first(&every(mondays, zone, start), 3), expected, "{zone} {start}");
    }
}

#[test]
fn skipped_times_are_shifted_later_and_repeated_times_occur_once() {
    let at_night = |rule, start| first(&every(rule, "America/New_York", start), 3);
    // At two the clock goes on to three: 02:30 is 03:30 on that day.
    let skipped = at_night("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "2027-03-13T00:00");
    assert_eq!(skipped, ["2027-03-13T07:30:00Z", "2027-03-14T07:30:00Z", "2027-03-15T06:30:00Z"]);
    // At two it goes back to one: 01:30 comes twice, and the first one counts.
    let doubled = at_night("FREQ=DAILY;BYHOUR=1;BYMINUTE=30", "2027-11-06T00:00");
    assert_eq!(doubled, ["2027-11-06T05:30:00Z", "2027-11-07T05:30:00Z", "2027-11-08T06:30:00Z"]);
    // The skipped time and the one that it falls on are one occurrence.
    let both = at_night("FREQ=DAILY;BYHOUR=2,3,4;BYMINUTE=30", "2027-03-14T00:00");
    assert_eq!(both, ["2027-03-14T07:30:00Z", "2027-03-14T08:30:00Z", "2027-03-15T06:30:00Z"]);
}

#[test]
fn count_starts_after_the_minute_in_which_the_schedule_is_made() {
    let now: Timestamp = "2026-11-20T12:34:56Z".parse().unwrap();
    let times = |rule: &str, start: Option<&str>| {
        let start = start.map(|it| it.parse().unwrap());
        let of = Recurrence::new(Rule::rrule(rule).unwrap(), "UTC".parse().unwrap(), start, now);
        let of = of.unwrap();
        let mut after = now;
        let mut all = Vec::new();
        while let Some(next) = of.next_after(after) {
            all.push(next.to_string()[..16].to_owned());
            after = next;
        }
        all
    };
    let weeks = ["2026-11-27T12:34", "2026-12-04T12:34", "2026-12-11T12:34", "2026-12-18T12:34"];
    assert_eq!(times("FREQ=WEEKLY;COUNT=4", None), weeks);
    assert_eq!(times("FREQ=WEEKLY;COUNT=4", Some("2026-11-20T12:34")), weeks);
    assert_eq!(times("FREQ=DAILY;COUNT=1", None), ["2026-11-21T12:34"]);
    assert_eq!(
        times("FREQ=DAILY;INTERVAL=3;COUNT=2", None),
        ["2026-11-23T12:34", "2026-11-26T12:34"]
    );
    let hours = ["2026-11-20T18:00", "2026-11-21T08:00"];
    assert_eq!(times("FREQ=DAILY;BYHOUR=8,18;BYMINUTE=0;COUNT=2", None), hours);
    // INTERVAL=2 counts from the week of the creation.
    let days = ["2026-11-30T12:34", "2026-12-04T12:34"];
    assert_eq!(times("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=2", None), days);
    // With a given start, COUNT counts from it, as in RFC 5545.
    assert_eq!(times("FREQ=DAILY;COUNT=3", Some("2026-11-19T12:00")), ["2026-11-21T12:00"]);
    assert_eq!(
        times("FREQ=DAILY;COUNT=2", Some("2026-11-20T12:35")),
        ["2026-11-20T12:35", "2026-11-21T12:35"]
    );
}

#[test]
fn recurrence_is_refused_when_it_never_comes_or_starts_too_far_away() {
    let now: Timestamp = "2026-11-20T12:34:56Z".parse().unwrap();
    let new = |rule: &str, start: Option<&str>| {
        let start = start.map(|it| it.parse().unwrap());
        Recurrence::new(Rule::rrule(rule).unwrap(), "Asia/Kolkata".parse().unwrap(), start, now)
    };
    let daily = new("FREQ=DAILY", None).unwrap();
    assert_eq!(daily.start().to_string(), "2026-11-20T18:04:00", "now, there, to the minute");
    assert_eq!(daily.next_after(now).unwrap().to_string(), "2026-11-21T12:34:00Z");
    assert_eq!(new("FREQ=DAILY", Some("2026-11-23T08:00:30")), Err(RecurrenceError::Seconds));
    for start in ["2025-11-19T08:00", "2036-11-22T08:00"] {
        assert_eq!(new("FREQ=DAILY", Some(start)), Err(RecurrenceError::OutOfRange), "{start}");
    }
    for rule in [
        "FREQ=DAILY;UNTIL=20261119",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;BYMONTH=4",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    ] {
        assert_eq!(new(rule, Some("2026-11-01T08:00")), Err(RecurrenceError::Never), "{rule}");
    }
    assert_eq!(new("FREQ=DAILY;COUNT=3", Some("2026-11-01T08:00")), Err(RecurrenceError::Never));
}

const NAMES: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];
const ZONES: [&str; 6] = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
];

/// The expected occurrences of a weekly or daily rule, found by walking the calendar day by
/// day.
fn walked(
    zone: &str,
    (start, from): (Date, i8),
    wanted: impl Fn(Date) -> bool,
    hours: &BTreeSet<i8>,
) -> Vec<Timestamp> {
    let zone = TimeZoneDatabase::bundled().get(zone).unwrap();
    let mut all = BTreeSet::new();
    for day in (0..800).map(|day| start + day.days()).filter(|day| wanted(*day)) {
        for hour in hours.iter().filter(|hour| day > start || **hour >= from) {
            all.insert(day.at(*hour, 15, 0, 0).to_zoned(zone.clone()).unwrap().timestamp());
        }
    }
    all.into_iter().collect()
}

proptest! {
    #[test]
    fn weekly_occurrences_are_those_of_the_calendar(
        zone in prop::sample::select(&ZONES[..]),
        shift in 0_i32..1_500,
        interval in 1_i64..5,
        days in prop::collection::btree_set(0_usize..7, 1..5),
        hours in prop::collection::btree_set(0_i8..24, 1..4),
    ) {
        let start = date(2025, 1, 1) + shift.days();
        let names: Vec<_> = days.iter().map(|day| NAMES[*day].0).collect();
        let at: Vec<_> = hours.iter().map(ToString::to_string).collect();
        let rule = format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY={};BYHOUR={};BYMINUTE=15", names.join(","), at.join(","));
        let of = every(&rule, zone, &format!("{start}T00:00"));
        let monday = start - i64::from(start.weekday().to_monday_zero_offset()).days();
        let wanted = |day: Date| {
            let weeks = (day - monday).get_days() / 7;
            i64::from(weeks) % interval == 0 && days.iter().any(|it| NAMES[*it].1 == day.weekday())
        };
        let expected = walked(zone, (start, 0), wanted, &hours);
        let found: Vec<_> = of.occurrences().take(expected.len() - 3).collect();
        prop_assert_eq!(&found[..], &expected[..expected.len() - 3]);
    }

    #[test]
    fn next_after_is_the_first_later_occurrence_and_occurrences_ascend(
        zone in prop::sample::select(&ZONES[..]),
        rule in prop::sample::select(&[
            "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=30",
            "FREQ=DAILY;INTERVAL=3",
            "FREQ=DAILY;COUNT=40",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;BYHOUR=0,2,23",
            "FREQ=MONTHLY;BYDAY=-1SU,1MO;BYHOUR=2",
            "FREQ=MONTHLY;BYMONTHDAY=31,-1",
            "FREQ=YEARLY;BYMONTH=3,10,11;BYDAY=SU;BYHOUR=1,2",
            "FREQ=MONTHLY;UNTIL=20290101T000000Z",
        ][..]),
        shift in 0_i64..1_000,
        hour in 0_i8..24,
        after in -100_000_i64..60_000_000,
    ) {
        let start = date(2025, 6, 1) + shift.days();
        let of = every(rule, zone, &start.at(hour, 30, 0, 0).to_string());
        let all: Vec<_> = of.occurrences().take(1_500).collect();
        prop_assert!(all.is_sorted_by(|a, b| a < b));
        prop_assert!(all.iter().all(|at| of.there(*at) >= of.start()));
        let after = start.at(hour, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp() + SignedDuration::from_secs(after);
        let next = all.iter().find(|at| **at > after).copied();
        // The list ends somewhere; what comes later is not in it.
        if next.is_some() || all.len() < 1_500 && after < start.at(0, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp() {
            prop_assert_eq!(of.next_after(after), next);
        }
    }
}

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Weekday, date},
    tz::TimeZoneDatabase,
};
use proptest::prelude::*;

use super::{Recurrence, RecurrenceError, Rule, RuleError};

fn every(rule: &str, zone: &str, start: &str) -> Recurrence {
    let rule = Rule::rrule(rule).unwrap();
    Recurrence::from_stored(rule, zone.parse().unwrap(), start.parse().unwrap())
}

fn first(of: &Recurrence, count: usize) -> Vec<String> {
    of.occurrences().take(count).map(|at| at.to_string()).collect()
}

/// The days of the first occurrences in UTC, whose start is at noon there.
fn days(rule: &str, start: &str, count: usize) -> Vec<String> {
    let of = every(rule, "UTC", &format!("{start}T12:00"));
    first(&of, count).iter().map(|at| at[..10].to_owned()).collect()
}

#[test]
fn a_time_of_the_day_stays_across_daylight_saving() {
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
fn a_skipped_time_comes_as_much_later_and_a_doubled_one_once() {
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

/// What RFC 5545 lists for its examples, and the calendar for the others.
#[test]
fn the_rules_of_the_standard_name_the_days_that_it_lists() {
    for (rule, start, expected) in [
        ("FREQ=DAILY;INTERVAL=10", "1997-09-02", ["1997-09-02", "1997-09-12", "1997-09-22"]),
        ("FREQ=WEEKLY", "1997-09-02", ["1997-09-02", "1997-09-09", "1997-09-16"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "1997-09-02", ["1997-09-02", "1997-09-04", "1997-09-09"]),
        (
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR",
            "1997-09-01",
            ["1997-09-01", "1997-09-03", "1997-09-05"],
        ),
        ("FREQ=MONTHLY;BYDAY=1FR", "1997-09-05", ["1997-09-05", "1997-10-03", "1997-11-07"]),
        ("FREQ=MONTHLY;BYDAY=-2MO", "1997-09-22", ["1997-09-22", "1997-10-20", "1997-11-17"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", ["1997-09-28", "1997-10-29", "1997-11-28"]),
        ("FREQ=MONTHLY;BYMONTHDAY=2,15", "1997-09-02", ["1997-09-02", "1997-09-15", "1997-10-02"]),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "1997-09-02",
            ["1998-02-13", "1998-03-13", "1998-11-13"],
        ),
        ("FREQ=MONTHLY", "2027-01-31", ["2027-01-31", "2027-03-31", "2027-05-31"]),
        ("FREQ=MONTHLY;INTERVAL=18", "1997-09-10", ["1997-09-10", "1999-03-10", "2000-09-10"]),
        ("FREQ=YEARLY", "2024-02-29", ["2024-02-29", "2028-02-29", "2032-02-29"]),
        (
            "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
            "2026-01-01",
            ["2026-11-26", "2027-11-25", "2028-11-23"],
        ),
        ("FREQ=YEARLY;BYMONTH=6,7", "1997-06-10", ["1997-06-10", "1997-07-10", "1998-06-10"]),
        ("FREQ=DAILY;BYMONTH=1;BYDAY=SA", "1998-01-01", ["1998-01-03", "1998-01-10", "1998-01-17"]),
    ] {
        assert_eq!(days(rule, start, 3), expected, "{rule}");
    }
    // The example of the standard for what the first day of a week is good for.
    let weeks = |first| format!("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST={first}");
    let monday = ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"];
    assert_eq!(days(&weeks("MO"), "1997-08-05", 9), monday);
    let sunday = ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"];
    assert_eq!(days(&weeks("SU"), "1997-08-05", 9), sunday);
}

#[test]
fn a_rule_ends_with_its_count_or_its_last_day() {
    let noon = |until: &str| days(&format!("FREQ=DAILY;UNTIL={until}"), "2027-01-01", 9).len();
    assert_eq!(noon("20270103"), 3, "that day included");
    assert_eq!(noon("20270103T120000"), 3);
    assert_eq!(noon("20270103T115959"), 2);
    assert_eq!(noon("20270103T120000Z"), 3);
    assert_eq!(noon("20270103T115959Z"), 2);
    let three = every("FREQ=DAILY;COUNT=3", "UTC", "2027-01-01T12:00");
    assert_eq!(three.occurrences().count(), 3);
    let last = "2027-01-03T12:00:00Z".parse().unwrap();
    assert_eq!(three.next_after(last - SignedDuration::from_secs(1)), Some(last));
    assert_eq!(three.next_after(last), None);
}

/// The table that another implementation has made.
#[test]
fn rules_name_the_times_that_another_implementation_finds() {
    let rows = include_str!("table.tsv").lines().filter(|row| !row.starts_with('#'));
    let mut seen = 0;
    for row in rows {
        let [rule, start, expected] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{row}")
        };
        let expected: Vec<_> = expected.split(',').filter(|it| *it != "-").collect();
        let of = every(rule, "UTC", start);
        let horizon = format!("{}", of.start().saturating_add((9 * 365).days()));
        let found = first(&of, 6);
        let found = found.iter().map(|at| &at[..16]).filter(|at| *at <= &horizon[..16]);
        assert_eq!(found.collect::<Vec<_>>(), expected, "{rule} from {start}");
        seen += 1;
    }
    assert!(seen >= 500, "{seen} rules");
}

#[test]
fn positions_choose_among_the_times_of_a_period() {
    for (rule, expected) in [
        // The last working day, the second last one, and the first Monday or Thursday.
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            ["2027-01-29", "2027-02-26", "2027-03-31"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
            ["2027-01-28", "2027-02-25", "2027-03-30"],
        ),
        ("FREQ=MONTHLY;BYDAY=MO,TH;BYSETPOS=+1", ["2027-02-01", "2027-03-01", "2027-04-01"]),
        (
            "FREQ=YEARLY;BYMONTH=1,12;BYDAY=SU;BYSETPOS=-1,-1",
            ["2027-12-26", "2028-12-31", "2029-12-30"],
        ),
        (
            "FREQ=WEEKLY;WKST=SU;BYDAY=SU,WE,SA;BYSETPOS=2",
            ["2027-01-20", "2027-01-27", "2027-02-03"],
        ),
    ] {
        assert_eq!(days(rule, "2027-01-14", 3), expected, "{rule}");
    }
    let hours =
        every("FREQ=DAILY;BYHOUR=8,12,18;BYMINUTE=0;BYSETPOS=-1,1", "UTC", "2027-01-14T09:00");
    let expected = ["2027-01-14T18:00:00Z", "2027-01-15T08:00:00Z", "2027-01-15T18:00:00Z"];
    assert_eq!(first(&hours, 3), expected);
    let never = every("FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2", "UTC", "2027-01-14T09:00");
    assert_eq!(never.occurrences().count(), 0);
}

#[test]
fn a_count_counts_what_comes_after_the_schedule_is_made() {
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
    // The week stays the one of the making, of two.
    let days = ["2026-11-30T12:34", "2026-12-04T12:34"];
    assert_eq!(times("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=2", None), days);
    // Who names a start counts from there, as RFC 5545 does.
    assert_eq!(times("FREQ=DAILY;COUNT=3", Some("2026-11-19T12:00")), ["2026-11-21T12:00"]);
    assert_eq!(
        times("FREQ=DAILY;COUNT=2", Some("2026-11-20T12:35")),
        ["2026-11-20T12:35", "2026-11-21T12:35"]
    );
}

#[test]
fn a_line_of_cron_names_what_cron_would() {
    let first = |line: &str, count| {
        let rule = Rule::cron(line).unwrap();
        let start = "2027-01-01T00:00".parse().unwrap();
        let of = Recurrence::from_stored(rule, "UTC".parse().unwrap(), start);
        first(&of, count).iter().map(|at| at[..16].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(first("30 8 * * mon", 2), ["2027-01-04T08:30", "2027-01-11T08:30"]);
    assert_eq!(
        first("0 8-10/2 * * 6,7", 3),
        ["2027-01-02T08:00", "2027-01-02T10:00", "2027-01-03T08:00"]
    );
    assert_eq!(
        first("5 */12 1 1,FEB *", 3),
        ["2027-01-01T00:05", "2027-01-01T12:05", "2027-02-01T00:05"]
    );
    assert_eq!(
        first("0 9 28/3 * *", 3),
        ["2027-01-28T09:00", "2027-01-31T09:00", "2027-02-28T09:00"]
    );
    // A day of the month or a day of the week, if both are named.
    assert_eq!(
        first("0 0 13 * 5", 4),
        ["2027-01-01T00:00", "2027-01-08T00:00", "2027-01-13T00:00", "2027-01-15T00:00"]
    );
    for bad in [
        "",
        "* * * * *",
        "0 8 * *",
        "0 8 * * * *",
        "0 24 * * *",
        "0 8 0 * *",
        "0 8 * 13 *",
        "0 8 * * 8",
        "0,30 8 * * *",
        "0 8-6 * * *",
        "0 8/0 * * *",
        "0 8 * * FOO",
        "0 8,, * * *",
        "-1 8 * * *",
    ] {
        assert!(Rule::cron(bad).is_err(), "{bad}");
    }
}

#[test]
fn what_no_schedule_of_orders_has_is_refused_by_name() {
    use RuleError as E;
    for (text, error) in [
        ("", E::NoFrequency),
        ("BYDAY=MO", E::NoFrequency),
        ("weekly", E::Shape),
        ("FREQ=HOURLY", E::Value("FREQ", "DAILY, WEEKLY, MONTHLY or YEARLY")),
        ("FREQ=DAILY;FREQ=DAILY", E::Twice("FREQ")),
        ("FREQ=DAILY;BYYEARDAY=1", E::Unsupported("BYYEARDAY".to_owned())),
        ("FREQ=DAILY;BYWEEKNO=1;COUNT=2", E::Unsupported("BYWEEKNO".to_owned())),
        ("FREQ=DAILY;BYSECOND=0", E::Unsupported("BYSECOND".to_owned())),
        ("FREQ=DAILY;X-NAME=1", E::Unsupported("X-NAME".to_owned())),
        ("FREQ=DAILY;BYSETPOS=1", E::NothingToChoose),
        (
            "FREQ=DAILY;BYDAY=MO;BYSETPOS=0",
            E::Value("BYSETPOS", "positions from 1 to 366 or -1 to -366"),
        ),
        (
            "FREQ=DAILY;BYDAY=MO;BYSETPOS=367",
            E::Value("BYSETPOS", "positions from 1 to 366 or -1 to -366"),
        ),
        ("FREQ=DAILY;BYMINUTE=0,30", E::Value("BYMINUTE", "one minute from 0 to 59")),
        ("FREQ=DAILY;INTERVAL=0", E::Value("INTERVAL", "a number from 1 to 1000")),
        ("FREQ=DAILY;COUNT=1001", E::Value("COUNT", "a number from 1 to 1000")),
        ("FREQ=DAILY;COUNT=1;UNTIL=20270101", E::TwoEnds),
        ("FREQ=WEEKLY;BYMONTHDAY=1", E::Misplaced("BYMONTHDAY")),
        ("FREQ=YEARLY;BYDAY=MO", E::NoMonth),
    ] {
        assert_eq!(Rule::rrule(text), Err(error), "{text}");
    }
    for text in [
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYHOUR=+8",
        "FREQ=DAILY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;UNTIL=20271301",
        "FREQ=DAILY;UNTIL=2027-01-01",
        "FREQ=DAILY;UNTIL=20270101T",
        "FREQ=DAILY;UNTIL=20270101T250000Z",
        "FREQ=DAILY;BYDAY=M\u{d6}",
        "FREQ=DAILY;BYHOUR=",
        "FREQ=DAILY;WKST=XX",
    ] {
        assert!(Rule::rrule(text).is_err(), "{text}");
    }
    let says = Rule::rrule("FREQ=DAILY;BYYEARDAY=1").unwrap_err().to_string();
    assert!(says.starts_with("BYYEARDAY is not supported") && says.contains("BYSETPOS"), "{says}");
    let says = Rule::rrule(&format!("FREQ=DAILY;{}=1", "A".repeat(99))).unwrap_err().to_string();
    assert!(says.starts_with("AAAAAAAAAAAAAAAAAAAA is not"), "{says}");
    assert_eq!(Rule::rrule(&"A".repeat(251)), Err(E::TooLong));
    let good = Rule::rrule(" rrule:freq=weekly;byday=mo; ").unwrap();
    assert_eq!(good.written().to_string(), "RRULE:FREQ=WEEKLY;BYDAY=MO;");
    let spaced = Rule::rrule("FREQ=WEEKLY; BYDAY=MO, FR").unwrap();
    assert_eq!(spaced.days, Rule::rrule("FREQ=WEEKLY;BYDAY=MO,FR").unwrap().days);
}

#[test]
fn a_schedule_must_come_and_not_too_far_away() {
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

/// Weekly or daily at some hours, told by walking the calendar day by day.
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
    fn weeks_are_those_of_the_calendar(
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
    fn the_next_one_is_the_first_that_is_later_and_each_is_later_than_the_last(
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

    #[test]
    fn no_text_makes_a_rule_panic(text in "(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY);)?(BYDAY|UNTIL|BYHOUR|COUNT|BYMONTHDAY)?=?\\PC{0,20}") {
        if let Ok(rule) = Rule::rrule(&text) {
            let now = "2026-11-20T12:00:00Z".parse().unwrap();
            let _ = Recurrence::new(rule, "Europe/Berlin".parse().unwrap(), None, now);
        }
        let _ = Rule::cron(&text);
    }
}

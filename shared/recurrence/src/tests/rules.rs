//! Tests of rules: which texts are accepted, and which days and times they name.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use jiff::{SignedDuration, ToSpan};
use proptest::prelude::*;

use super::helpers::{days, every, first};
use crate::{Recurrence, Rule, RuleError};

/// The examples of RFC 5545 with the days that it lists, and further rules with the days of
/// the calendar.
#[test]
fn rules_of_the_standard_name_the_days_that_it_lists() {
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
fn rules_end_with_their_count_or_their_last_day() {
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

/// Compares with a table that another implementation generated.
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
fn cron_lines_name_the_times_that_cron_would_run_at() {
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
fn unsupported_parts_are_refused_by_name() {
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
    assert!(
        says.starts_with("the part BYYEARDAY is not supported") && says.contains("BYSETPOS"),
        "{says}"
    );
    let says = Rule::rrule(&format!("FREQ=DAILY;{}=1", "A".repeat(99))).unwrap_err().to_string();
    assert!(says.starts_with("the part AAAAAAAAAAAAAAAAAAAA is not"), "{says}");
    assert_eq!(Rule::rrule(&"A".repeat(251)), Err(E::TooLong));
    let good = Rule::rrule(" rrule:freq=weekly;byday=mo; ").unwrap();
    assert_eq!(good.written().to_string(), "RRULE:FREQ=WEEKLY;BYDAY=MO;");
    let spaced = Rule::rrule("FREQ=WEEKLY; BYDAY=MO, FR").unwrap();
    assert_eq!(spaced.days, Rule::rrule("FREQ=WEEKLY;BYDAY=MO,FR").unwrap().days);
}

proptest! {
    #[test]
    fn no_text_makes_a_rule_panic(text in "(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY);)?(BYDAY|UNTIL|BYHOUR|COUNT|BYMONTHDAY)?=?\\PC{0,20}") {
        if let Ok(rule) = Rule::rrule(&text) {
            let now = "2026-11-20T12:00:00Z".parse().unwrap();
            let _ = Recurrence::new(rule, "Europe/Berlin".parse().unwrap(), None, now);
        }
        let _ = Rule::cron(&text);
    }
}

//! The formats of numbers, money and times in a language, and their checks.

use std::collections::BTreeSet;

use super::{
    Language,
    form::{DatesForm, MoneyForm},
    gsm::is_basic,
    placeholders::{MONEY, WHEN},
};

/// The longest amount without its currency: `90,071,992,547,409.91`.
const LONGEST_NUMBER: usize = 21;

/// A part of a pattern.
pub enum Piece<'a> {
    Plain(&'a str),
    Field(&'a str),
}

/// The fields of amounts.
pub const MONEY_FIELDS: [&str; 3] = ["symbol", "code", "number"];
/// The fields of times.
pub const DATE_FIELDS: [&str; 9] =
    ["time", "hour", "hour12", "minute", "half", "weekday", "day", "month", "year"];

/// Parses a pattern with fields in braces.
pub fn pieces<'a>(pattern: &'a str, fields: &[&str]) -> Result<Vec<Piece<'a>>, String> {
    let mut found = Vec::new();
    let mut rest = pattern;
    while let Some((plain, after)) = rest.split_once('{') {
        let (field, after) = after.split_once('}').ok_or("`{` is not closed; add `}`")?;
        if !fields.contains(&field) {
            return Err(format!("`{{{field}}}` is unknown; use one of {}", fields.join(", ")));
        }
        found.extend([Piece::Plain(plain), Piece::Field(field)]);
        rest = after;
    }
    found.push(Piece::Plain(rest));
    found.retain(|it| !matches!(it, Piece::Plain("")));
    Ok(found)
}

/// The patterns of amounts with their keys.
pub fn money_patterns(money: &MoneyForm) -> [(&'static str, &str); 2] {
    [("symbol", &money.symbol), ("code", &money.code)]
}

/// The patterns of times with their keys.
pub fn date_patterns(dates: &DatesForm) -> [(&'static str, &str); 4] {
    let DatesForm { time, today, day, year, .. } = dates;
    [("time", time), ("today", today), ("day", day), ("year", year)]
}

/// The faults in a language's formats and in the words of its e-mails.
pub fn faults(language: &Language) -> Vec<String> {
    let mut faults = words(language);
    let form = &language.form;
    let mut fault = |key: &str, what: &str| faults.push(language.fault(key, what));
    if !matches!(form.direction.as_str(), "ltr" | "rtl") {
        fault("direction", "is neither `ltr` nor `rtl`; write which way the language is read");
    }
    let (decimal, group) = (form.numbers.decimal, form.numbers.group);
    for (key, mark) in [("numbers.decimal", decimal), ("numbers.group", group)] {
        if mark.is_ascii_digit() || !is_basic(mark) {
            fault(key, &format!("{mark:?} cannot be in an SMS; use another mark"));
        }
    }
    if decimal == group {
        fault("numbers.group", "is the mark of decimals too; use another");
    }
    for code in form.money.symbols.keys() {
        if code.len() != 3 || !code.bytes().all(|it| it.is_ascii_uppercase()) {
            fault("money.symbols", &format!("{code} is no currency; use a code like `EUR`"));
        }
    }
    faults.extend(money_faults(language));
    faults.extend(date_faults(language));
    faults
}

/// The faults in labels and in the names of days and months.
fn words(language: &Language) -> Vec<String> {
    let form = &language.form;
    let mut words = vec![
        ("name".to_owned(), &form.name),
        ("mail.choose".to_owned(), &form.mail.choose),
        ("mail.unsubscribe".to_owned(), &form.mail.unsubscribe),
    ];
    words.extend(form.unsubscribe.words().map(|(key, it)| (format!("unsubscribe.{key}"), it)));
    words.extend(form.actions.iter().map(|(key, it)| (format!("actions.{key}"), it)));
    words.extend(form.money.symbols.iter().map(|(key, it)| (format!("money.symbols.{key}"), it)));
    for (key, names) in [
        ("dates.weekdays", &form.dates.weekdays[..]),
        ("dates.months", &form.dates.months),
        ("dates.halves", &form.dates.halves),
    ] {
        words.extend(names.iter().map(|it| (key.to_owned(), it)));
    }
    let is_bad = |it: &str| it.trim() != it || it.is_empty() || it.contains(char::is_control);
    let bad = words.into_iter().filter(|(_, it)| is_bad(it));
    bad.map(|(key, it)| {
        language.fault(&key, &format!("{it:?} is no word; write one line without spaces around it"))
    })
    .collect()
}

fn money_faults(language: &Language) -> Vec<String> {
    let money = &language.form.money;
    let mut faults = Vec::new();
    for (key, pattern) in money_patterns(money) {
        let place = format!("money.{key}");
        match named(pattern, &MONEY_FIELDS) {
            Err(what) => faults.push(language.fault(&place, &what)),
            Ok(fields) if fields != BTreeSet::from([key, "number"]) => {
                let what = format!("must have `{{{key}}}` and `{{number}}`, and no other field");
                faults.push(language.fault(&place, &what));
            }
            Ok(_) => {}
        }
    }
    if let Some(letter) = money.code.chars().find(|it| !is_basic(*it) && !"{}".contains(*it)) {
        let what = format!("{letter:?} cannot be in an SMS; use another character");
        faults.push(language.fault("money.code", &what));
    }
    let longest = money.code.replace("{code}", "USD").replace("{number}", "").chars().count();
    if longest + LONGEST_NUMBER > MONEY {
        let what = format!("is up to {} characters; at most {MONEY}", longest + LONGEST_NUMBER);
        faults.push(language.fault("money.code", &what));
    }
    faults
}

fn date_faults(language: &Language) -> Vec<String> {
    let dates = &language.form.dates;
    let mut faults = Vec::new();
    let mut fault = |key: &str, what: &str| {
        faults.push(language.fault(&format!("dates.{key}"), what));
    };
    for (key, pattern) in date_patterns(dates) {
        let wanted = match key {
            "today" => &["time"][..],
            "day" => &["time", "weekday", "day", "month"],
            "year" => &["time", "weekday", "day", "month", "year"],
            _ if pattern.contains("{hour12}") => &["hour12", "minute", "half"],
            _ => &["hour", "minute"],
        };
        match named(pattern, &DATE_FIELDS) {
            Err(what) => fault(key, &what),
            Ok(fields) if fields != wanted.iter().copied().collect() => {
                fault(key, &format!("must have the fields {}, and no other", wanted.join(", ")));
            }
            Ok(_) if longest(pattern, dates) > WHEN => {
                let longest = longest(pattern, dates);
                fault(key, &format!("is up to {longest} characters; shorten it to at most {WHEN}"));
            }
            Ok(_) => {}
        }
        if let Some(letter) = pattern.chars().find(|it| !is_basic(*it) && !"{}".contains(*it)) {
            fault(key, &format!("{letter:?} cannot be in an SMS; use another character"));
        }
    }
    for (key, names) in
        [("weekdays", &dates.weekdays[..]), ("months", &dates.months), ("halves", &dates.halves)]
    {
        if let Some(name) = names.iter().find(|it| !it.chars().all(is_basic)) {
            fault(key, &format!("{name:?} cannot be in an SMS; use characters of GSM-7"));
        }
    }
    faults
}

fn named<'a>(pattern: &'a str, fields: &[&str]) -> Result<BTreeSet<&'a str>, String> {
    let field = |piece| match piece {
        Piece::Field(name) => Some(name),
        Piece::Plain(_) => None,
    };
    Ok(pieces(pattern, fields)?.into_iter().filter_map(field).collect())
}

/// The maximum number of characters of a formatted time.
fn longest(pattern: &str, dates: &DatesForm) -> usize {
    let most = |names: &[String]| names.iter().map(|it| it.chars().count()).max().unwrap_or(0);
    let length = |piece: &Piece| match piece {
        Piece::Plain(text) => text.chars().count(),
        Piece::Field("time") => longest(&dates.time, dates),
        Piece::Field("weekday") => most(&dates.weekdays),
        Piece::Field("month") => most(&dates.months),
        Piece::Field("half") => most(&dates.halves),
        Piece::Field("year") => 4,
        Piece::Field(_) => 2,
    };
    // A `time` within itself was refused before, so its fields are all but the first.
    let fields = if pattern == dates.time { &DATE_FIELDS[1..] } else { &DATE_FIELDS };
    pieces(pattern, fields).map_or(0, |pieces| pieces.iter().map(length).sum())
}

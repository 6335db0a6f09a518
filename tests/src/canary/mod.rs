//! Checks that Docket's logs, events, dead letters and measurements contain no personal data and no
//! secrets. The harness collects the personal data and secrets that tests send and receive, and
//! searches all these outputs for them. Tests get this check without any code of their own.
//!
//! **Searched for** are phone numbers, names of people, e-mail addresses, postal addresses, free
//! text of people (notes, reasons, references), codes, and tokens. They are collected in the bodies
//! and paths of requests, in responses, and in the messages sent. See `secrets`.
//!
//! **Searched**, when a [`Docket`](crate::Desk) ends, are the log lines of the process (see `log`),
//! the events on the bus, the dead letters of functions and of the stream (without the images in a
//! kept record), and the measurements. A log line is searched when every instance that was running
//! when it was logged has ended, because a code may be logged before a test has read it. So a leak
//! may fail another test than the one that caused it. Lines that are logged while no instance runs
//! are searched at once, and a leak in them ends the process. A separate program passes its output
//! to [`look_through_program`].
//!
//! **Found** is a value that stands on its own:
//!
//! - a phone number in digits, with or without its country code, or at least its last seven digits;
//!   also where a JSON number is expected;
//! - a text word by word, with any separators and in any case. It needs six letters or digits, and
//!   free text needs two words: "Ann" and "broken" are too common;
//! - a code or a postal code that is a word of its own, not part of an id or of a fraction; in JSON
//!   only in strings, because any number may be equal to one of thousands of codes;
//! - a token by its beginning or its signature.
//!
//! A test that sends public text in a field for personal data allows it with [`allow`].
//!
//! With `DOCKET_CANARIES` set, each check prints the figures so far.

mod finder;
mod log;
mod secrets;
#[cfg(test)]
mod tests;
mod watched;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::Write as _,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;

pub use self::watched::Watched;
use self::{
    finder::{Finder, Hit, Kind},
    secrets::Direction,
};

/// The beginnings of the lines in which the program shows messages and its banner.
const SHOWN: [&str; 3] = ["SMS to ", "E-mail to ", "  "];

static STATE: LazyLock<Mutex<State>> = LazyLock::new(Mutex::default);

/// The values that this process searches for, and the log lines to search.
#[derive(Debug, Default)]
struct State {
    finder: Finder,
    /// The log lines since the oldest running instance started, and the number of lines before
    /// them.
    lines: Vec<String>,
    forgotten: usize,
    /// The running instances, each with the number of lines logged before it started.
    running: BTreeMap<usize, usize>,
    figures: Figures,
}

/// Counts of what was searched.
#[derive(Debug, Default)]
struct Figures {
    dockets: usize,
    programs: usize,
    lines: usize,
    events: usize,
    dead_letters: usize,
    leaks: usize,
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Collects the phone numbers in a request's path.
pub fn sent_path(path: &str) {
    secrets::of_text(path, &mut |kind, value| state().finder.add(kind, value));
}

/// Collects the personal data and secrets in a request's JSON body.
pub fn sent(body: &Value) {
    secrets::of_json(body, Direction::Sent, &mut |kind, value| state().finder.add(kind, value));
}

/// Collects the personal data and secrets in a request's body, which may be invalid JSON.
pub fn sent_raw(body: &[u8]) {
    match serde_json::from_slice(body) {
        Ok(value) => sent(&value),
        Err(_) => sent_path(&String::from_utf8_lossy(body)),
    }
}

/// Collects a token.
pub fn sent_token(token: &str) {
    state().finder.add(Kind::Token, token);
}

/// Collects the personal data and secrets in a response's body.
pub fn received(body: &str) {
    if let Ok(value) = serde_json::from_str(body) {
        let mut found = |kind, value: &str| state().finder.add(kind, value);
        secrets::of_json(&value, Direction::Received, &mut found);
    }
}

/// Excludes a text from the search, because of `reason`. For tests that send public text in a field
/// for personal data.
pub fn allow(text: &str, reason: &str) {
    assert!(!reason.is_empty(), "say why {text} is nobody's");
    state().finder.allow(text);
}

/// Collects the names and phone numbers of the demo's people.
fn collect_demo_people() {
    let mut state = state();
    for &(phone, name, ..) in docket_local::MEMBERS {
        state.finder.add(Kind::Phone, phone);
        state.finder.add(Kind::Name, name);
    }
}

/// Searches the output of a program: all of its standard error, and its standard output except
/// messages, which it is meant to show, and the indented lines of its banner, which name the demo's
/// people.
///
/// # Panics
///
/// When a value is found.
pub fn look_through_program(output: &str, errors: &str) {
    let mut state = state();
    state.figures.programs += 1;
    let mut leaks = Vec::new();
    for line in errors.lines() {
        leaks.extend(state.leak("standard error", &Value::from(line)));
        state.figures.lines += 1;
    }
    let shown = |line: &&str| !SHOWN.iter().any(|it| line.starts_with(it));
    for line in output.lines().filter(shown) {
        leaks.extend(state.leak("standard output", &Value::from(line)));
    }
    state.figures.leaks += leaks.len();
    state.print_figures();
    drop(state);
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

/// Receives a line of the log.
fn logged(line: String) {
    let mut state = state();
    state.figures.lines += 1;
    if !state.running.is_empty() {
        state.lines.push(line);
    } else if let Some(leak) = state.leak("a late log line", &json(&line)) {
        // All tests that could have caused it have passed, so only the process can fail.
        eprintln(&leak);
        std::process::exit(101);
    }
}

/// Parses JSON. Returns text that is not JSON as a string.
fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// Prints to standard error directly, because output of passed tests is captured and discarded.
fn eprintln(line: &str) {
    writeln!(std::io::stderr(), "{line}").ok();
}

impl State {
    /// Describes the values found in `value`, which comes from `place`. Masks them.
    fn leak(&self, place: &str, value: &Value) -> Option<String> {
        let mut kinds = Vec::new();
        let masked = self.mask(value, &mut kinds);
        if kinds.is_empty() {
            return None;
        }
        kinds.sort_unstable();
        kinds.dedup();
        Some(format!("{place} gives away {kinds:?}: {masked}"))
    }

    /// Masks all values found in a JSON value, and collects their kinds.
    fn mask(&self, value: &Value, kinds: &mut Vec<Kind>) -> Value {
        let mut text = |text: &str, hits: Vec<Hit>| {
            kinds.extend(hits.iter().map(|hit| hit.kind));
            Value::from(mask(text, hits))
        };
        match value {
            Value::String(it) => text(it, self.finder.find(it)),
            Value::Number(it) => {
                let it = it.to_string();
                let hits = self.finder.find_phones(&it);
                if hits.is_empty() { value.clone() } else { text(&it, hits) }
            }
            Value::Array(items) => items.iter().map(|it| self.mask(it, kinds)).collect(),
            Value::Object(fields) => {
                let mut masked = serde_json::Map::new();
                for (name, value) in fields {
                    let hits = self.finder.find(name);
                    kinds.extend(hits.iter().map(|hit| hit.kind));
                    masked.insert(mask(name, hits), self.mask(value, kinds));
                }
                Value::Object(masked)
            }
            Value::Null | Value::Bool(_) => value.clone(),
        }
    }

    /// Removes an instance from the running ones. Returns the log lines for which no other instance
    /// waits.
    fn end(&mut self, number: usize) -> Vec<String> {
        self.running.remove(&number);
        let all = self.forgotten + self.lines.len();
        let needed = self.running.values().min().copied().unwrap_or(all);
        let gone = needed - self.forgotten;
        self.forgotten = needed;
        self.lines.drain(..gone).collect()
    }

    /// Prints the figures if `DOCKET_CANARIES` is set.
    fn print_figures(&self) {
        if std::env::var_os("DOCKET_CANARIES").is_some() {
            eprintln(&format!("looked for {} values: {:?}", self.finder.count(), self.figures));
        }
    }
}

/// Replaces each value found in `text` by its kind.
fn mask(text: &str, mut hits: Vec<Hit>) -> String {
    hits.sort_by_key(|hit| (hit.at.start, std::cmp::Reverse(hit.at.end)));
    let (mut masked, mut end) = (String::new(), 0);
    for hit in hits {
        if hit.at.start >= end {
            masked.push_str(&text[end..hit.at.start]);
            write!(masked, "<{:?}>", hit.kind).ok();
        }
        end = end.max(hit.at.end);
    }
    masked + &text[end..]
}

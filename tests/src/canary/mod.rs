//! Nobody is named and nothing is given away: whatever the tests send and
//! receive that is somebody's is looked for in all that Docket tells about
//! itself. A test need do nothing for it.
//!
//! **Looked for** are phone numbers, names of people, e-mail addresses, postal
//! addresses, what people wrote (notes, reasons, references), codes, and
//! tokens, as they pass through the harness: in the bodies and paths of
//! requests, in answers, and in the messages sent. See `secrets`.
//!
//! **Looked through**, when a [`Desk`](crate::Desk) ends: the log lines of the
//! process (see `log`), the events on the bus, the dead letters of functions
//! and of the stream, but for the item in a kept record, and the
//! measurements. A line waits until every desk has
//! ended that was running when it was logged, since a code may be logged
//! before a test has read it; so it may be another test that fails of it.
//! Lines that come when no desk runs are looked through at once, and end the
//! process. A program of its own hands over what
//! it printed with [`look_through_program`].
//!
//! **Found** is a value that stands for itself:
//!
//! - a phone number in digits, with its country, without it, or its last seven
//!   digits or more; also where a number is expected;
//! - a text word by word, whatever stands between the words and in whatever
//!   case. It needs six letters or digits, and free text two words: "Ann" and
//!   "broken" are words like any others;
//! - a code or a postal code that is a word of its own, not part of an id or
//!   of a fraction; in JSON where there is a text, as any number may be equal
//!   to one of thousands of codes;
//! - a token by its beginning or its signature.
//!
//! A test that sends something public where these belong says so with
//! [`allow`].
//!
//! With `DOCKET_CANARIES` set, the figures so far are printed at every end.

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
    secrets::Way,
};

/// How the lines begin in which the program shows messages and its banner.
const SHOWN: [&str; 3] = ["SMS to ", "E-mail to ", "  "];

static STATE: LazyLock<Mutex<State>> = LazyLock::new(Mutex::default);

/// What this process has to look for, and in.
#[derive(Debug, Default)]
struct State {
    finder: Finder,
    /// The lines since the oldest of the running desks began, and how many
    /// there were before.
    lines: Vec<String>,
    forgotten: usize,
    /// The running desks, and how many lines there were when they began.
    running: BTreeMap<usize, usize>,
    figures: Figures,
}

/// What was looked through.
#[derive(Debug, Default)]
struct Figures {
    desks: usize,
    programs: usize,
    lines: usize,
    events: usize,
    dead_letters: usize,
    leaks: usize,
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks for what a request's path holds.
pub fn sent_path(path: &str) {
    secrets::of_text(path, &mut |kind, value| state().finder.add(kind, value));
}

/// Looks for what a request's body holds.
pub fn sent(body: &Value) {
    secrets::of_json(body, Way::Sent, &mut |kind, value| state().finder.add(kind, value));
}

/// Looks for what a request's body holds, whatever it is.
pub fn sent_raw(body: &[u8]) {
    match serde_json::from_slice(body) {
        Ok(value) => sent(&value),
        Err(_) => sent_path(&String::from_utf8_lossy(body)),
    }
}

/// Looks for a token.
pub fn sent_token(token: &str) {
    state().finder.add(Kind::Token, token);
}

/// Looks for what an answer holds.
pub fn received(body: &str) {
    if let Ok(value) = serde_json::from_str(body) {
        let mut found = |kind, value: &str| state().finder.add(kind, value);
        secrets::of_json(&value, Way::Received, &mut found);
    }
}

/// Does not look for a text, because of `reason`: for tests that write what is
/// anybody's where somebody's words belong.
pub fn allow(text: &str, reason: &str) {
    assert!(!reason.is_empty(), "say why {text} is nobody's");
    state().finder.allow(text);
}

/// Looks for the people of the demo.
fn know_the_demo() {
    let mut state = state();
    for &(phone, name, ..) in docket_local::MEMBERS {
        state.finder.add(Kind::Phone, phone);
        state.finder.add(Kind::Name, name);
    }
}

/// Looks through what a program printed: all that it logged to standard
/// error, and what its standard output has beside the messages, which it is
/// to show, and the indented lines of its banner, which names the demo's
/// people.
///
/// # Panics
///
/// When something is found.
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
    state.tell();
    drop(state);
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

/// Takes a line of the log.
fn logged(line: String) {
    let mut state = state();
    state.figures.lines += 1;
    if !state.running.is_empty() {
        state.lines.push(line);
    } else if let Some(leak) = state.leak("a late log line", &json(&line)) {
        // The tests of it have passed: nobody else is left to fail.
        eprintln(&leak);
        std::process::exit(101);
    }
}

/// JSON where it is some, text otherwise.
fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// Past the capture of passed tests' output.
fn eprintln(line: &str) {
    writeln!(std::io::stderr(), "{line}").ok();
}

impl State {
    /// What `value`, found at `place`, gives away.
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

    /// The value with what is found in it taken out.
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

    /// Takes a desk off those that run, and the lines that no other waits for.
    fn end(&mut self, number: usize) -> Vec<String> {
        self.running.remove(&number);
        let all = self.forgotten + self.lines.len();
        let needed = self.running.values().min().copied().unwrap_or(all);
        let gone = needed - self.forgotten;
        self.forgotten = needed;
        self.lines.drain(..gone).collect()
    }

    /// Prints the figures, if they are wanted.
    fn tell(&self) {
        if std::env::var_os("DOCKET_CANARIES").is_some() {
            eprintln(&format!("looked for {} values: {:?}", self.finder.count(), self.figures));
        }
    }
}

/// `text` with the kinds of what was found instead of it.
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

//! A running Docket whose output is always searched for personal data when it ends.

use std::{env, ops::Deref};

use docket_local::{Options, Running};
use serde_json::Value;

use super::{collect_demo_people, json, log, logged, secrets, state};
use crate::moment;

/// The sort key of the stream records that could not be read.
const UNREAD: &str = "D";

/// A running Docket whose output is searched when it ends.
pub struct Watched {
    /// `None` once it was stopped.
    running: Option<Running>,
    /// Its number among the running instances. `None` once its output was searched.
    number: Option<usize>,
}

impl Watched {
    /// Starts Docket.
    pub(crate) async fn start(mut options: Options) -> Self {
        options.ledger = options.ledger.or_else(|| env::var_os("DOCKET_LEDGER").map(Into::into));
        options.start = options.start.or_else(|| Some(moment::start()));
        log::listen(logged);
        collect_demo_people();
        let number = {
            let mut state = state();
            let (number, lines) = (state.figures.dockets, state.forgotten + state.lines.len());
            state.figures.dockets += 1;
            state.running.insert(number, lines);
            number
        };
        // Exists before the start, so that a failing start removes the instance, too.
        let mut watched = Self { running: None, number: Some(number) };
        watched.running = Some(docket_local::start(options).await.unwrap());
        watched
    }

    /// Searches its output and stops it.
    ///
    /// # Panics
    ///
    /// When a value is found.
    pub async fn stop(mut self) {
        self.check();
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    /// The log lines of this process since the oldest running instance started.
    pub fn log(&self) -> Vec<String> {
        state().lines.clone()
    }

    /// Searches its output and returns the leaks. Dropping or stopping it does not report them
    /// again.
    pub fn leaks(&mut self) -> Vec<String> {
        let Some(number) = self.number.take() else { return Vec::new() };
        let outputs = self.running.as_ref().map(outputs).unwrap_or_default();
        let mut state = state();
        let lines = state.end(number);
        let lines = lines.iter().filter_map(|line| state.leak(LINE, &json(line)));
        let rest = outputs.iter().filter_map(|(place, value)| state.leak(place, value));
        let leaks: Vec<_> = lines.chain(rest).collect();
        let count = |wanted| outputs.iter().filter(|(place, _)| *place == wanted).count();
        state.figures.events += count(EVENT);
        state.figures.dead_letters += count(DEAD_LETTER);
        state.figures.leaks += leaks.len();
        state.print_figures();
        leaks
    }

    fn check(&mut self) {
        let leaks = self.leaks();
        assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    }
}

/// The line may come from another test than the one that fails.
const LINE: &str = "a log line";
const EVENT: &str = "an event";
const DEAD_LETTER: &str = "a dead letter";
const MEASUREMENTS: &str = "the measurements";

/// Collects the outputs of a Docket except its log. Also collects the codes and recipients of its
/// messages as values to search for.
fn outputs(running: &Running) -> Vec<(&'static str, Value)> {
    let messages = running.messages(None);
    secrets::of_messages(&messages, &mut |kind, value| state().finder.add(kind, value));
    let mut outputs = vec![(MEASUREMENTS, running.capacity())];
    for event in running.events() {
        outputs.push((EVENT, Value::from_iter([event.detail_type.into(), event.detail])));
    }
    for letter in running.dead_letters() {
        outputs.push((DEAD_LETTER, Value::from_iter([letter.event, letter.error.into()])));
    }
    for item in running.items(UNREAD).unwrap() {
        // The kept record is JSON in a string attribute.
        let texts = item.as_object().into_iter().flatten().filter_map(|(_, it)| it["S"].as_str());
        outputs.push((DEAD_LETTER, texts.map(|text| without_images(json(text))).collect()));
    }
    outputs
}

/// Removes the images of a kept record, which are needed for its replay. They are copies of an item
/// of the same table, so whoever may read them may read the item, too.
fn without_images(mut letter: Value) -> Value {
    if let Some(change) = letter.get_mut("dynamodb").and_then(Value::as_object_mut) {
        change.remove("NewImage");
        change.remove("OldImage");
    }
    letter
}

impl Deref for Watched {
    type Target = Running;

    /// Only stopping removes the inner value, and consumes `self`, so the value is present here.
    fn deref(&self) -> &Running {
        self.running.as_ref().unwrap()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // The test has failed for another reason. Reports only that one.
            self.leaks();
        } else {
            self.check();
        }
    }
}

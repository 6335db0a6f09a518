//! A Docket that does not end without being looked through.

use std::{env, ops::Deref};

use docket_local::{Options, Running};
use serde_json::Value;

use super::{json, know_the_demo, log, logged, secrets, state};
use crate::moment;

/// The sort key of the stream records that could not be read.
const UNREAD: &str = "D";

/// A running Docket that is looked through at its end.
pub struct Watched {
    /// `None` once it was stopped.
    running: Option<Running>,
    /// Among the running desks, until it was looked through.
    number: Option<usize>,
}

impl Watched {
    /// Starts Docket.
    pub(crate) async fn start(mut options: Options) -> Self {
        options.ledger = options.ledger.or_else(|| env::var_os("DOCKET_LEDGER").map(Into::into));
        options.start = options.start.or_else(|| Some(moment::start()));
        log::listen(logged);
        know_the_demo();
        let number = {
            let mut state = state();
            let (number, lines) = (state.figures.desks, state.forgotten + state.lines.len());
            state.figures.desks += 1;
            state.running.insert(number, lines);
            number
        };
        // From here on, so that a start that fails is over as well.
        let mut watched = Self { running: None, number: Some(number) };
        watched.running = Some(docket_local::start(options).await.unwrap());
        watched
    }

    /// Looks through it, and stops it.
    ///
    /// # Panics
    ///
    /// When something is found.
    pub async fn stop(mut self) {
        self.check();
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    /// What this process has logged since the oldest of its running desks began.
    pub fn log(&self) -> Vec<String> {
        state().lines.clone()
    }

    /// Looks through it; what was found is not told again at its end.
    pub fn leaks(&mut self) -> Vec<String> {
        let Some(number) = self.number.take() else { return Vec::new() };
        let told = self.running.as_ref().map(told).unwrap_or_default();
        let mut state = state();
        let lines = state.end(number);
        let lines = lines.iter().filter_map(|line| state.leak(LINE, &json(line)));
        let rest = told.iter().filter_map(|(place, value)| state.leak(place, value));
        let leaks: Vec<_> = lines.chain(rest).collect();
        let count = |wanted| told.iter().filter(|(place, _)| *place == wanted).count();
        state.figures.events += count(EVENT);
        state.figures.dead_letters += count(DEAD_LETTER);
        state.figures.leaks += leaks.len();
        state.tell();
        leaks
    }

    fn check(&mut self) {
        let leaks = self.leaks();
        assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    }
}

/// Not always of the test that it fails.
const LINE: &str = "a log line";
const EVENT: &str = "an event";
const DEAD_LETTER: &str = "a dead letter";
const MEASUREMENTS: &str = "the measurements";

/// What a Docket has told but for its log; its messages are noted on the way.
fn told(running: &Running) -> Vec<(&'static str, Value)> {
    let messages = running.messages(None);
    secrets::of_messages(&messages, &mut |kind, value| state().finder.add(kind, value));
    let mut told = vec![(MEASUREMENTS, running.capacity())];
    for event in running.events() {
        told.push((EVENT, Value::from_iter([event.detail_type.into(), event.detail])));
    }
    for letter in running.dead_letters() {
        told.push((DEAD_LETTER, Value::from_iter([letter.event, letter.error.into()])));
    }
    for item in running.items(UNREAD).unwrap() {
        // Its record is JSON in a text.
        let texts = item.as_object().into_iter().flatten().filter_map(|(_, it)| it["S"].as_str());
        told.push((DEAD_LETTER, texts.map(|text| without_images(json(text))).collect()));
    }
    told
}

/// The images of a kept record are an item of the table once more, in the
/// table: whoever may read them may read the item. They are what is replayed.
fn without_images(mut letter: Value) -> Value {
    if let Some(change) = letter.get_mut("dynamodb").and_then(Value::as_object_mut) {
        change.remove("NewImage");
        change.remove("OldImage");
    }
    letter
}

impl Deref for Watched {
    type Target = Running;

    /// Stopping takes it whole, so that here it is.
    fn deref(&self) -> &Running {
        self.running.as_ref().unwrap()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // Something else is wrong, and to be told alone.
            self.leaks();
        } else {
            self.check();
        }
    }
}

//! Plays the sequences of a lifecycle, and shortens one that fails.

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use docket_domain::Lifecycle;
use docket_local::Options;
use docket_tests::progress;
use dynoxide::Database;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{runtime::Runtime, task::JoinSet};

use crate::sequences::{
    audit::{Overrides, audit},
    play::{About, Play},
    script::{Script, script},
    wire::Sabotage,
    world::{TABLE, World},
};

/// The default number of sequences of each lifecycle.
const SEQUENCES: u64 = 150;
/// How often a single sequence is played. Ids, the times between retries, and the winners of races
/// are random.
const REPLAYS: u64 = 60;
/// The limit of played sequences, as a multiple of the requested number, until every override
/// occurred.
const PATIENCE: u64 = 4;
/// The number of sequences that are played concurrently, to use the waiting times.
const AT_ONCE: usize = 6;

/// The totals of a run.
#[derive(Default)]
struct Totals {
    played: usize,
    overrides: Overrides,
    /// Requests by kind: sent, successful, with unknown outcome.
    requests: BTreeMap<&'static str, [usize; 3]>,
    faults: usize,
}

/// Plays sequences of a lifecycle. Panics at the first that fails.
pub fn all(lifecycle: &str) {
    let lifecycle = Lifecycle::newest(lifecycle).unwrap();
    let number = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let only = number("DOCKET_SEQUENCE");
    let wanted = number("DOCKET_SEQUENCES").unwrap_or(SEQUENCES);
    let end = if only.is_some() { REPLAYS } else { wanted };
    // Made outside, because it starts a runtime of its own.
    empty_table();
    let began = Instant::now();
    let folder = Arc::new(TempDir::new().unwrap());
    let (totals, next) = (Arc::new(Mutex::new(Totals::default())), Arc::new(AtomicU64::new(0)));
    runtime().block_on(async {
        let mut players = JoinSet::new();
        for player in 0..AT_ONCE {
            let (totals, next, folder) = (totals.clone(), next.clone(), folder.clone());
            players.spawn(async move {
                let stage = Stage::new(lifecycle, folder.path(), player, None).await;
                loop {
                    let nth = next.fetch_add(1, Ordering::Relaxed);
                    let done = || only.is_some() || lock(&totals).missing(lifecycle).is_empty();
                    if nth >= end && (nth >= end * PATIENCE || done()) {
                        break;
                    }
                    stage.play(only.unwrap_or(nth), &totals).await;
                    let played = {
                        let mut totals = lock(&totals);
                        totals.played += 1;
                        totals.played as u64
                    };
                    progress(lifecycle.name, played, end);
                }
                lock(&totals).faults += stage.world.faults();
            });
        }
        while let Some(player) = players.join_next().await {
            if let Err(failure) = player {
                // Stops the others, so that only the failed sequence is named.
                players.shutdown().await;
                std::panic::resume_unwind(failure.into_panic());
            }
        }
    });
    let (totals, took) = (lock(&totals), began.elapsed());
    println!("{}: {took:?}, {totals:?}", lifecycle.name);
    if only.is_none() {
        totals.complete(lifecycle);
    }
}

/// Plays sequences with a Docket that is broken on purpose, until the check fails. Returns the
/// failure.
pub fn detected_fault(sabotage: Sabotage) -> String {
    let lifecycle = Lifecycle::newest("kitchen").unwrap();
    let folder = TempDir::new().unwrap();
    // Made outside, because it starts a runtime of its own.
    empty_table();
    runtime().block_on(async {
        let stage = Stage::new(lifecycle, folder.path(), 0, Some(sabotage)).await;
        for seed in 0..SEQUENCES {
            if let Err(why) = stage.try_out(&script(seed, lifecycle), None).await {
                return why;
            }
        }
        panic!("nobody notices {sabotage:?}");
    })
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap()
}

impl Totals {
    /// The overrides, from and to, that have not occurred.
    fn missing(&self, lifecycle: &'static Lifecycle) -> Vec<(&str, &str)> {
        let names = || lifecycle.statuses.iter().map(|status| status.name);
        let pairs = names().flat_map(|from| names().map(move |to| (from, to)));
        pairs.filter(|pair| pair.0 != pair.1 && !self.overrides.contains(pair)).collect()
    }

    /// Asserts that enough requests of every kind succeeded and lost their response.
    fn complete(&self, lifecycle: &'static Lifecycle) {
        let missing = self.missing(lifecycle);
        assert!(missing.is_empty(), "no override from and to {missing:?}");
        for (kind, [sent, done, unknown]) in &self.requests {
            assert!(done * 10 > *sent, "{kind}: {done} of {sent} were carried out");
            assert!(unknown * 50 > *sent, "{kind}: {unknown} of {sent} without an answer");
        }
    }
}

impl std::fmt::Debug for Totals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { played, overrides, requests, faults } = self;
        let overrides = overrides.len();
        write!(f, "{played} sequences, {faults} faults, {overrides} overrides, {requests:?}")
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A world that can be reset to its initial state.
struct Stage {
    world: World,
    lifecycle: &'static Lifecycle,
    beginning: PathBuf,
}

impl Stage {
    async fn new(
        lifecycle: &'static Lifecycle,
        folder: &Path,
        player: usize,
        sabotage: Option<Sabotage>,
    ) -> Self {
        let world = World::new(lifecycle.name, empty_table(), sabotage).await;
        let beginning = folder.join(format!("beginning-{player}"));
        world.save(&beginning);
        Self { world, lifecycle, beginning }
    }

    async fn play(&self, seed: u64, totals: &Mutex<Totals>) {
        let print_seed = PrintSeedOnPanic(self.lifecycle.name, seed);
        let script = script(seed, self.lifecycle);
        if let Err(why) = self.try_out(&script, Some(totals)).await {
            let (script, why) = self.shorten(script, why).await;
            panic!("{why}\nafter {:#?}", script.steps);
        }
        drop(print_seed);
    }

    /// Resets the world, plays a script, and checks the table.
    async fn try_out(&self, script: &Script, totals: Option<&Mutex<Totals>>) -> Result<(), String> {
        self.world.reset_to(&self.beginning);
        let mut play = Play::new(&self.world, self.lifecycle, script);
        for step in &script.steps {
            play.step(step).await?;
        }
        let overrides = audit(&self.world, self.lifecycle, play.sent.values())?;
        let Some(totals) = totals else { return Ok(()) };
        let mut totals = lock(totals);
        totals.overrides.extend(overrides);
        for sent in play.sent.values() {
            let kind = match sent.about {
                About::Placing => "placing",
                About::Change(_) => "change",
                About::Changing(_) => "changing",
                About::Verifying(_) => "verifying",
                About::Paying(_) => "paying",
                About::Stock(..) => "stock",
                About::Splitting(_) => "splitting",
                About::Merging(_) => "merging",
                About::Batching(_) => "batching",
                About::Driving(..) => "driving",
            };
            let counts = totals.requests.entry(kind).or_default();
            counts[0] += 1;
            counts[1] += sent.done.len();
            counts[2] += sent.unknown;
        }
        Ok(())
    }

    /// Removes all steps that the failure does not need.
    async fn shorten(&self, mut script: Script, mut why: String) -> (Script, String) {
        let mut at = script.steps.len();
        while at > 0 {
            at -= 1;
            let mut shorter = script.clone();
            shorter.steps.remove(at);
            if let Err(again) = self.try_out(&shorter, None).await {
                (script, why) = (shorter, again);
            }
        }
        (script, why)
    }
}

/// Prints the seed of the sequence when it fails.
struct PrintSeedOnPanic(&'static str, u64);

impl Drop for PrintSeedOnPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}: play it again with DOCKET_SEQUENCE={}", self.0, self.1);
        }
    }
}

/// Makes a database file with the template's empty table, as the local program makes it.
fn empty_table() -> &'static Path {
    static FILE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, file) = FILE.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("empty");
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let description = runtime.block_on(describe());
        let database = Database::memory().unwrap();
        database.create_table(serde_json::from_value(description).unwrap()).unwrap();
        database.vacuum_into(file.to_str().unwrap()).unwrap();
        (folder, file)
    });
    file
}

/// The description of the table's keys and indexes. It has no stream, because nothing reads it
/// here.
async fn describe() -> Value {
    let running = docket_local::start(Options { demo: false, ..Options::default() }).await.unwrap();
    let table = running.client().describe_table().table_name(running.table()).send().await.unwrap();
    let table = table.table.unwrap();
    running.stop().await;
    let keys = |schema: &[aws_sdk_dynamodb::types::KeySchemaElement]| -> Vec<Value> {
        let key = |it: &aws_sdk_dynamodb::types::KeySchemaElement| json!({"AttributeName": it.attribute_name, "KeyType": it.key_type.as_str()});
        schema.iter().map(key).collect()
    };
    let attributes: Vec<Value> = table
        .attribute_definitions()
        .iter()
        .map(|it| json!({"AttributeName": it.attribute_name, "AttributeType": it.attribute_type.as_str()}))
        .collect();
    let indexes: Vec<Value> = table
        .global_secondary_indexes()
        .iter()
        .map(|index| {
            let projection = index.projection().unwrap();
            let mut projected =
                json!({"ProjectionType": projection.projection_type().unwrap().as_str()});
            if !projection.non_key_attributes().is_empty() {
                projected["NonKeyAttributes"] = json!(projection.non_key_attributes());
            }
            json!({
                "IndexName": index.index_name,
                "KeySchema": keys(index.key_schema()),
                "Projection": projected,
            })
        })
        .collect();
    json!({
        "TableName": TABLE,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": attributes,
        "KeySchema": keys(table.key_schema()),
        "GlobalSecondaryIndexes": indexes,
    })
}

//! Plays the sequences of a lifecycle, and makes one that fails short.

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

/// How many sequences of each lifecycle are played unless told otherwise.
const SEQUENCES: u64 = 150;
/// How often a single one is played: names and the times between repeats are
/// random, and so is who wins a race.
const REPLAYS: u64 = 60;
/// How many times as many are played at most, until every override was seen.
const PATIENCE: u64 = 4;
/// How many are played at a time, so that the waits of some are filled by
/// others.
const AT_ONCE: usize = 6;

/// What a run has seen.
#[derive(Default)]
struct Seen {
    played: usize,
    overrides: Overrides,
    /// Requests by kind: sent, done, without an answer.
    requests: BTreeMap<&'static str, [usize; 3]>,
    faults: usize,
}

/// Plays sequences of a lifecycle until they are all right or one is not.
pub fn all(lifecycle: &str) {
    let lifecycle = Lifecycle::newest(lifecycle).unwrap();
    let number = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let only = number("DOCKET_SEQUENCE");
    let wanted = number("DOCKET_SEQUENCES").unwrap_or(SEQUENCES);
    let end = if only.is_some() { REPLAYS } else { wanted };
    // Made before, because it has a runtime of its own.
    empty_table();
    let began = Instant::now();
    let folder = Arc::new(TempDir::new().unwrap());
    let (seen, next) = (Arc::new(Mutex::new(Seen::default())), Arc::new(AtomicU64::new(0)));
    runtime().block_on(async {
        let mut players = JoinSet::new();
        for player in 0..AT_ONCE {
            let (seen, next, folder) = (seen.clone(), next.clone(), folder.clone());
            players.spawn(async move {
                let stage = Stage::new(lifecycle, folder.path(), player, None).await;
                loop {
                    let nth = next.fetch_add(1, Ordering::Relaxed);
                    let done = || only.is_some() || lock(&seen).missing(lifecycle).is_empty();
                    if nth >= end && (nth >= end * PATIENCE || done()) {
                        break;
                    }
                    stage.play(only.unwrap_or(nth), &seen).await;
                    let played = {
                        let mut seen = lock(&seen);
                        seen.played += 1;
                        seen.played as u64
                    };
                    progress(lifecycle.name, played, end);
                }
                lock(&seen).faults += stage.world.faults();
            });
        }
        while let Some(player) = players.join_next().await {
            if let Err(failure) = player {
                // Only that one is to be named.
                players.shutdown().await;
                std::panic::resume_unwind(failure.into_panic());
            }
        }
    });
    let (seen, took) = (lock(&seen), began.elapsed());
    println!("{}: {took:?}, {seen:?}", lifecycle.name);
    if only.is_none() {
        seen.complete(lifecycle);
    }
}

/// Plays sequences with a Docket that does something wrong; what is noticed.
pub fn notices(sabotage: Sabotage) -> String {
    let lifecycle = Lifecycle::newest("kitchen").unwrap();
    let folder = TempDir::new().unwrap();
    // Made before, because it has a runtime of its own.
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

impl Seen {
    /// The overrides, from and to, that no history has shown.
    fn missing(&self, lifecycle: &'static Lifecycle) -> Vec<(&str, &str)> {
        let names = || lifecycle.statuses.iter().map(|status| status.name);
        let pairs = names().flat_map(|from| names().map(move |to| (from, to)));
        pairs.filter(|pair| pair.0 != pair.1 && !self.overrides.contains(pair)).collect()
    }

    /// A run that hardly got anywhere would find nothing.
    fn complete(&self, lifecycle: &'static Lifecycle) {
        let missing = self.missing(lifecycle);
        assert!(missing.is_empty(), "no override from and to {missing:?}");
        for (kind, [sent, done, unknown]) in &self.requests {
            assert!(done * 10 > *sent, "{kind}: {done} of {sent} were carried out");
            assert!(unknown * 50 > *sent, "{kind}: {unknown} of {sent} without an answer");
        }
    }
}

impl std::fmt::Debug for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { played, overrides, requests, faults } = self;
        let overrides = overrides.len();
        write!(f, "{played} sequences, {faults} faults, {overrides} overrides, {requests:?}")
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A world that can be gone back to.
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
        world.keep(&beginning);
        Self { world, lifecycle, beginning }
    }

    async fn play(&self, seed: u64, seen: &Mutex<Seen>) {
        let naming = Naming(self.lifecycle.name, seed);
        let script = script(seed, self.lifecycle);
        if let Err(why) = self.try_out(&script, Some(seen)).await {
            let (script, why) = self.shorten(script, why).await;
            panic!("{why}\nafter {:#?}", script.steps);
        }
        drop(naming);
    }

    /// Plays a script from the beginning.
    async fn try_out(&self, script: &Script, seen: Option<&Mutex<Seen>>) -> Result<(), String> {
        self.world.back_to(&self.beginning);
        let mut play = Play::new(&self.world, self.lifecycle, script);
        for step in &script.steps {
            play.step(step).await?;
        }
        let overrides = audit(&self.world, self.lifecycle, play.sent.values())?;
        let Some(seen) = seen else { return Ok(()) };
        let mut seen = lock(seen);
        seen.overrides.extend(overrides);
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
            let counts = seen.requests.entry(kind).or_default();
            counts[0] += 1;
            counts[1] += sent.done.len();
            counts[2] += sent.unknown;
        }
        Ok(())
    }

    /// Leaves out what a failure does not need.
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

/// Says which sequence it was that failed.
struct Naming(&'static str, u64);

impl Drop for Naming {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}: play it again with DOCKET_SEQUENCE={}", self.0, self.1);
        }
    }
}

/// A database with the template's table, as the local program makes it.
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

/// The table's keys and indexes, without its stream: nobody reads it here.
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

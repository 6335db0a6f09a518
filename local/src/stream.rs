//! The event source mappings of the table's stream: invoke functions with its records, in order and
//! with retries, until each record is processed.
//!
//! A position is stored only after the function has processed the records up to it. A killed
//! program therefore repeats some records and skips none.

use std::{
    future::pending,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result, anyhow};
use dynoxide::{
    Database,
    actions::{
        describe_stream::DescribeStreamRequest,
        get_records::{GetRecordsRequest, Record},
        get_shard_iterator::GetShardIteratorRequest,
        list_streams::ListStreamsRequest,
    },
};
use serde_json::{Value, json};
use tokio::sync::{Notify, watch};

use crate::{
    batches::Batches, engine::TABLE, files, functions::Function, pattern::Pattern, stopping::finish,
};

/// The first pause after a failed invocation; it doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// The longest pause after a failed invocation.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// The maximum number of records of one read.
const READ: usize = 1_000;

/// The maximum batching window. AWS may wait for seconds; on a developer's machine a short window
/// is more useful.
const LONGEST_GATHERING: Duration = Duration::from_millis(250);

/// An event source mapping: the stream's records for one function.
pub struct Pump {
    function: Arc<Function>,
    batches: Batches,
    database: Database,
    stream: Stream,
    /// The last record that was taken.
    position: Mutex<Option<String>>,
    file: Option<PathBuf>,
    /// The number of reads that were started.
    reads: AtomicU64,
    /// The number of the last read that found nothing.
    empty: watch::Sender<u64>,
    /// Changes when there may be new records.
    written: watch::Receiver<()>,
    wake: Notify,
    /// The number of callers that wait in [`Self::caught_up`].
    waiting: AtomicUsize,
}

#[derive(Clone)]
struct Stream {
    arn: String,
    shard: String,
}

/// A record that passed the filters.
struct Delivered {
    sequence_number: String,
    payload: Value,
}

impl Pump {
    /// Makes a pump that continues at the position stored in `file`, or begins at the start of the
    /// stream.
    ///
    /// # Errors
    ///
    /// The table has no stream, or the position cannot be read.
    pub fn open(
        function: Arc<Function>,
        batches: Batches,
        database: Database,
        written: watch::Receiver<()>,
        file: Option<PathBuf>,
    ) -> Result<Self> {
        let stream = find_stream(&database)?;
        let kept = file.as_deref().map(files::read).transpose()?.flatten();
        Ok(Self {
            function,
            batches,
            database,
            stream,
            position: Mutex::new(kept.map(|text| text.trim().to_owned())),
            file,
            reads: AtomicU64::new(0),
            empty: watch::Sender::new(0),
            written,
            wake: Notify::new(),
            waiting: AtomicUsize::new(0),
        })
    }

    /// The last record that was taken.
    #[must_use]
    pub fn position(&self) -> Option<String> {
        files::lock(&self.position).clone()
    }

    /// Delivers records until `stop` changes or its sender is dropped.
    pub async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let mut pause = FIRST_PAUSE;
        let mut written = self.written.clone();
        loop {
            // Marked before the read, so that a write during the read causes another read.
            written.mark_unchanged();
            let number = self.reads.fetch_add(1, Ordering::SeqCst) + 1;
            let Some(progress) = finish(&stop, self.read_and_deliver()).await else { return };
            let more = self.until_more(progress, number, &mut written, &mut pause);
            tokio::select! {
                _ = stop.changed() => return,
                () = more => {}
            }
        }
    }

    /// Waits until there are records to read, or until a failed batch is due for a retry.
    async fn until_more(
        &self,
        progress: Result<Progress>,
        number: u64,
        written: &mut watch::Receiver<()>,
        pause: &mut Duration,
    ) {
        match progress {
            Ok(Progress::Idle) => {
                *pause = FIRST_PAUSE;
                self.empty.send_replace(number);
                tokio::select! {
                    () = changed(written) => self.gather().await,
                    () = self.wake.notified() => {}
                }
            }
            Ok(Progress::Taken) => {
                *pause = FIRST_PAUSE;
                self.gather().await;
            }
            Err(error) => {
                let function = self.function.name;
                let error = format!("{error:#}");
                tracing::warn!(target: "docket", function, error, "stream batch failed; trying again");
                tokio::time::sleep(*pause).await;
                *pause = LONGEST_PAUSE.min(*pause * 2);
            }
        }
    }

    /// Waits for the batching window, unless a caller waits in [`Self::caught_up`].
    async fn gather(&self) {
        let gathering = LONGEST_GATHERING.min(self.batches.gathering);
        if !gathering.is_zero() && self.waiting.load(Ordering::SeqCst) == 0 {
            tokio::select! {
                () = tokio::time::sleep(gathering) => {}
                () = self.wake.notified() => {}
            }
        }
    }

    /// Waits until the function has processed all records that are in the stream now.
    pub async fn caught_up(&self) {
        // A read that starts after this point sees all records that exist now.
        let begun = self.reads.load(Ordering::SeqCst);
        let mut empty = self.empty.subscribe();
        let _waiting = Waiting::of(&self.waiting);
        self.wake.notify_one();
        empty.wait_for(|number| *number > begun).await.ok();
    }

    async fn read_and_deliver(self: &Arc<Self>) -> Result<Progress> {
        let pump = self.clone();
        let records = tokio::task::spawn_blocking(move || pump.read()).await??;
        let Some(last) = records.last().map(|record| record.dynamodb.sequence_number.clone())
        else {
            return Ok(Progress::Idle);
        };
        let mut wanted = Vec::new();
        for record in records {
            wanted.extend(self.delivered(record)?);
        }
        let mut wanted = wanted.into_iter().peekable();
        while wanted.peek().is_some() {
            self.deliver(wanted.by_ref().take(self.batches.size)).await?;
        }
        self.store(last)?;
        Ok(Progress::Taken)
    }

    /// Delivers one batch. When a record fails, the position before it is stored.
    async fn deliver(&self, batch: impl Iterator<Item = Delivered>) -> Result<()> {
        let (numbers, records): (Vec<_>, Vec<_>) =
            batch.map(|record| (record.sequence_number, record.payload)).unzip();
        let mut event = json!({});
        event["Records"] = Value::Array(records);
        if self.batches.windows {
            event["shardId"] = Value::from(self.stream.shard.as_str());
            event["eventSourceARN"] = Value::from(self.stream.arn.as_str());
            event["state"] = json!({});
            event["isFinalInvokeForWindow"] = Value::from(false);
            event["isWindowTerminatedEarly"] = Value::from(false);
        }
        let answer = self.function.invoke(event).await.map_err(|error| anyhow!(error))?;
        if self.batches.windows && !answer["state"].is_object() {
            return Err(anyhow!("the answer has no state for the next one of its window"));
        }
        let failures = answer["batchItemFailures"].as_array();
        // As in Lambda, the first failed record is the checkpoint, and an unknown record id fails
        // the whole batch.
        let first = failures
            .into_iter()
            .flatten()
            .map(|failure| {
                let item = failure["itemIdentifier"].as_str().unwrap_or_default();
                numbers.iter().position(|number| number == item).unwrap_or(0)
            })
            .min();
        let taken = first.unwrap_or(numbers.len());
        if let Some(last) = taken.checked_sub(1).and_then(|index| numbers.get(index)) {
            self.store(last.clone())?;
        }
        match first {
            None => Ok(()),
            Some(_) => Err(anyhow!(
                "{} of {} records were not taken",
                numbers.len() - taken,
                numbers.len()
            )),
        }
    }

    /// The record in the form of the function's event; `None` when the filters drop it.
    fn delivered(&self, mut record: Record) -> Result<Option<Delivered>> {
        let filters = &self.batches.filters;
        let passes = |payload: &Value| {
            filters.is_empty() || filters.iter().any(|filter| filter.matches(payload))
        };
        let change = &mut record.dynamodb;
        let images = [("NewImage", change.new_image.take()), ("OldImage", change.old_image.take())];
        let mut payload = serde_json::to_value(&record)?;
        payload["eventSourceARN"] = Value::from(self.stream.arn.as_str());
        payload["awsRegion"] = Value::from("us-east-1");
        // The filters drop most records by their keys alone. The images of those are not
        // serialized.
        let by_image =
            |filter: &Pattern| images.iter().any(|(name, _)| filter.names(&["dynamodb", *name]));
        if !filters.iter().any(by_image) && !passes(&payload) {
            return Ok(None);
        }
        for (name, image) in images {
            if let Some(image) = image {
                payload["dynamodb"][name] = serde_json::to_value(image)?;
            }
        }
        let delivered = Delivered { sequence_number: record.dynamodb.sequence_number, payload };
        Ok(passes(&delivered.payload).then_some(delivered))
    }

    fn store(&self, position: String) -> Result<()> {
        if let Some(file) = &self.file {
            files::replace(file, position.as_bytes())?;
        }
        *files::lock(&self.position) = Some(position);
        Ok(())
    }

    fn read(&self) -> Result<Vec<Record>> {
        let position = self.position();
        let kind = if position.is_some() { "AFTER_SEQUENCE_NUMBER" } else { "TRIM_HORIZON" };
        let iterator = self
            .database
            .get_shard_iterator(GetShardIteratorRequest {
                stream_arn: self.stream.arn.clone(),
                shard_id: self.stream.shard.clone(),
                shard_iterator_type: kind.to_owned(),
                sequence_number: position,
            })
            .map_err(|error| anyhow!("the stream cannot be read: {error}"))?
            .shard_iterator
            .context("the stream has ended")?;
        let records = self
            .database
            .get_records(GetRecordsRequest { shard_iterator: iterator, limit: Some(READ) })
            .map_err(|error| anyhow!("the stream cannot be read: {error}"))?;
        Ok(records.records)
    }
}

/// Counts a waiting caller while it is alive, even when the caller is cancelled.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn of(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Waits for the next write; for ever when the database has stopped, after which there are no
/// writes.
async fn changed(written: &mut watch::Receiver<()>) {
    if written.changed().await.is_err() {
        pending::<()>().await;
    }
}

enum Progress {
    /// The read returned no records.
    Idle,
    /// All records of the read have been processed.
    Taken,
}

fn find_stream(database: &Database) -> Result<Stream> {
    let failed = |error| anyhow!("the table's stream cannot be found: {error}");
    let request = ListStreamsRequest { table_name: Some(TABLE.to_owned()), ..Default::default() };
    let streams = database.list_streams(request).map_err(failed)?;
    let arn = streams.streams.into_iter().next().context("the table has no stream")?.stream_arn;
    let request = DescribeStreamRequest { stream_arn: arn.clone(), ..Default::default() };
    let description = database.describe_stream(request).map_err(failed)?.stream_description;
    let shard = description.shards.into_iter().next().context("the stream has no shard")?.shard_id;
    Ok(Stream { arn, shard })
}

//! Injects network and database faults between the functions and DynamoDB.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use crate::{Docket, injected};
use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
        SharedHttpConnector,
    },
    orchestrator::HttpRequest,
    result::ConnectorError,
    runtime_components::RuntimeComponents,
};
use docket_local::{DatabaseWrapper, Options};
use tokio::sync::Semaphore;

/// The operation that writes a transaction.
pub const TRANSACT: &str = "TransactWriteItems";
/// The operation that changes one item.
pub const UPDATE: &str = "UpdateItem";
/// The operation that replaces one item.
pub const PUT: &str = "PutItem";
/// The operation that reads items by their keys.
pub const BATCH_GET: &str = "BatchGetItem";
/// The operation that reads a list.
pub const QUERY: &str = "Query";
/// Matches every operation.
pub const ANY: &str = "";
/// Text in the condition of a change of an order. Counting a guess at a code has no such condition.
pub const ORDER_VERSION: &str = "\"#v\":\"v\"";
/// Applies a fault to every matching call.
pub const ALWAYS: usize = usize::MAX;
/// How many attempts the SDK makes when it gets no answer.
pub const SDK_TRIES: usize = 3;

/// What happens to a call.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The database executes the call, and the answer is lost.
    LoseAnswer,
    /// The call does not reach the database.
    LoseRequest,
    /// The database answers with this status and error type, and changes nothing.
    Refuse(u16, &'static str),
    /// The transaction is cancelled for this reason and changes nothing.
    Cancel(&'static str),
    /// The read returns no item and lists all keys as unprocessed, as when reads are throttled.
    Unprocessed,
    /// The call is delayed.
    Delay(Duration),
    /// The call waits until the gate is opened.
    Wait(Gate),
}

/// Holds calls back until the test lets them pass.
#[derive(Debug, Clone)]
pub struct Gate {
    arrived: Arc<Semaphore>,
    passes: Arc<Semaphore>,
}

impl Gate {
    /// Makes a closed gate.
    pub fn closed() -> Self {
        let none = || Arc::new(Semaphore::new(0));
        Self { arrived: none(), passes: none() }
    }

    /// Waits until this many calls are waiting at the gate, for at most 30 seconds.
    pub async fn arrived(&self, calls: u32) {
        let waiting = self.arrived.acquire_many(calls);
        tokio::time::timeout(Duration::from_secs(30), waiting).await.unwrap().unwrap().forget();
    }

    /// Opens the gate for all waiting and later calls.
    pub fn open(&self) {
        self.passes.add_permits(1_000_000);
    }

    async fn pass(&self) {
        self.arrived.add_permits(1);
        self.passes.acquire().await.unwrap().forget();
    }
}

#[derive(Debug)]
struct Rule {
    operation: &'static str,
    about: String,
    fault: Fault,
    left: usize,
    hits: Arc<AtomicUsize>,
}

/// Counts how often a rule was applied.
#[derive(Debug, Clone)]
pub struct Hits(Arc<AtomicUsize>);

impl Hits {
    /// The number of calls that got the fault.
    pub fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Random faults from a fixed seed.
#[derive(Debug)]
struct RandomFaults {
    state: u64,
    percent: u64,
}

impl RandomFaults {
    fn next(&mut self) -> u64 {
        // xorshift64*, enough to spread faults.
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32
    }

    fn fault(&mut self, operation: &str) -> Option<Fault> {
        if self.next() % 100 >= self.percent {
            return None;
        }
        Some(match (operation, self.next() % 6) {
            (_, 0 | 1) => Fault::LoseAnswer,
            (_, 2) => Fault::LoseRequest,
            (_, 3) => Fault::Delay(Duration::from_millis(self.next() % 40)),
            (TRANSACT, 4) => Fault::Cancel("TransactionConflict"),
            (TRANSACT, _) => Fault::Cancel("ThrottlingError"),
            (UPDATE | PUT, _) => Fault::Refuse(400, "TransactionConflictException"),
            (BATCH_GET, _) => Fault::Unprocessed,
            (_, _) => Fault::Refuse(500, "InternalServerError"),
        })
    }
}

/// Controls the faults between the functions and the database.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    rules: Mutex<Vec<Rule>>,
    random: Mutex<Option<RandomFaults>>,
    random_count: AtomicUsize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Faults {
    /// Starts Docket with fault injection and default options.
    pub async fn open() -> (Docket, Self) {
        Self::with(Options::default()).await
    }

    /// Starts Docket with fault injection and these options.
    pub async fn with(options: Options) -> (Docket, Self) {
        let faults = Self::default();
        let docket = Docket::with(Options { wire: Some(faults.wire()), ..options }).await;
        (docket, faults)
    }

    /// The wrapper of the database connection, which applies the faults.
    pub fn wire(&self) -> DatabaseWrapper {
        let faults = self.clone();
        DatabaseWrapper::new(move |inner| {
            SharedHttpClient::new(Faulty { faults: faults.clone(), inner })
        })
    }

    /// Applies `fault` to the next `times` calls of `operation` whose body contains `about`.
    pub fn inject(&self, operation: &'static str, about: &str, times: usize, fault: Fault) -> Hits {
        let hits = Arc::new(AtomicUsize::new(0));
        let (about, left) = (about.to_owned(), times);
        lock(&self.0.rules).push(Rule { operation, about, fault, left, hits: hits.clone() });
        Hits(hits)
    }

    /// Removes all faults.
    pub fn clear(&self) {
        lock(&self.0.rules).clear();
        *lock(&self.0.random) = None;
    }

    /// Injects random faults into this percentage of all calls.
    pub fn inject_randomly(&self, percent: u64, seed: u64) {
        *lock(&self.0.random) = Some(RandomFaults { state: seed, percent });
    }

    /// The number of calls that got a random fault.
    pub fn random_count(&self) -> usize {
        self.0.random_count.load(Ordering::SeqCst)
    }

    fn pick(&self, operation: &str, body: &str) -> Option<Fault> {
        let mut rules = lock(&self.0.rules);
        let found = rules.iter_mut().find(|rule| {
            rule.left > 0
                && (rule.operation == ANY || rule.operation == operation)
                && body.contains(&rule.about)
        });
        if let Some(rule) = found {
            rule.left -= 1;
            rule.hits.fetch_add(1, Ordering::SeqCst);
            return Some(rule.fault.clone());
        }
        let fault = lock(&self.0.random).as_mut()?.fault(operation)?;
        self.0.random_count.fetch_add(1, Ordering::SeqCst);
        Some(fault)
    }
}

/// An HTTP client that applies the faults.
#[derive(Debug)]
struct Faulty {
    faults: Faults,
    inner: SharedHttpClient,
}

impl HttpClient for Faulty {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(Connector { faults: self.faults.clone(), inner })
    }
}

#[derive(Debug)]
struct Connector {
    faults: Faults,
    inner: SharedHttpConnector,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let operation = docket_connector::operation(&request);
        let body = String::from_utf8_lossy(request.body().bytes().unwrap_or_default());
        let fault = self.faults.pick(operation, &body);
        let body = body.into_owned();
        let inner = self.inner.clone();
        HttpConnectorFuture::new(async move {
            match fault {
                None => inner.call(request).await,
                Some(Fault::LoseAnswer) => {
                    inner.call(request).await?;
                    Err(lost("the answer was lost"))
                }
                Some(Fault::LoseRequest) => Err(lost("the request was lost")),
                Some(Fault::Refuse(status, kind)) => Ok(injected::refused(status, kind)),
                Some(Fault::Cancel(reason)) => Ok(injected::cancelled(&body, reason)),
                Some(Fault::Unprocessed) => Ok(injected::unprocessed(&body)),
                Some(Fault::Delay(time)) => {
                    tokio::time::sleep(time).await;
                    inner.call(request).await
                }
                Some(Fault::Wait(gate)) => {
                    gate.pass().await;
                    inner.call(request).await
                }
            }
        })
    }
}

fn lost(what: &str) -> ConnectorError {
    ConnectorError::io(what.to_owned().into())
}

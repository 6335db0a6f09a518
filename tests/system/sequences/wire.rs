//! A database without a network: calls of the SDK are answered in this process, with the faults of
//! a network injected on the way.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use aws_sdk_dynamodb::{
    Client,
    config::{
        AsyncSleep, Sleep, StalledStreamProtectionConfig,
        retry::{RetryConfig, RetryPartition, TokenBucket},
        timeout::TimeoutConfig,
    },
};
use aws_smithy_runtime_api::client::{
    http::{HttpConnector, HttpConnectorFuture},
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use docket_connector::{answer, operation};
use docket_tests::{Dice, injected};
use dynoxide::Database;
use serde_json::Value;

/// How many attempts the SDK makes when it gets no answer, here as on AWS.
const SDK_TRIES: u32 = 3;

/// What happens to a call.
#[derive(Debug, Clone, Copy)]
enum Fault {
    LoseAnswer,
    LoseRequest,
    Conflict,
    Throttle,
    Fail,
}

/// Random faults.
#[derive(Debug)]
pub struct RandomFaults {
    dice: Dice,
    percent: usize,
    /// A fault that repeats, and the number of further calls that get it.
    lasting: Option<(Fault, usize)>,
}

impl RandomFaults {
    /// Injects faults into this percentage of all calls.
    pub fn new(dice: Dice, percent: usize) -> Self {
        Self { dice, percent, lasting: None }
    }

    fn fault(&mut self) -> Option<Fault> {
        if let Some((fault, left)) = self.lasting.take() {
            self.lasting = left.checked_sub(1).map(|left| (fault, left));
            if left > 0 {
                return Some(fault);
            }
        }
        if !self.dice.percent(self.percent) {
            return None;
        }
        let fault = self.dice.pick(&[
            Fault::LoseAnswer,
            Fault::LoseAnswer,
            Fault::LoseAnswer,
            Fault::LoseRequest,
            Fault::Conflict,
            Fault::Throttle,
            Fault::Fail,
        ]);
        // Some faults repeat for more calls than the SDK makes attempts.
        let lasts = self.dice.pick(&[0, 0, 0, 1, 2, 4]);
        self.lasting = Some((fault, lasts));
        Some(fault)
    }
}

/// Changes the requests as a broken Docket would send them, to test whether the check detects it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// Stopped orders do not return their stock.
    LeaveOutReturns,
    /// Stopped orders do not restore their vouchers.
    LeaveOutRestores,
    /// Revived orders do not take their stock again.
    LeaveOutTaking,
    /// Writes have no conditions, and a repeated transaction has no idempotency token.
    NoConditions,
    /// The first order of a batch does not get its place.
    LeaveOutPlaces,
    /// Writes of batches have no conditions.
    NoBatchConditions,
}

impl Sabotage {
    fn of(self, body: &[u8]) -> Vec<u8> {
        let mut request: Value = serde_json::from_slice(body).unwrap();
        let said = |action: &Value, text: &str| {
            let expression = action["Update"]["UpdateExpression"].as_str();
            expression.is_some_and(|it| it.contains(text))
        };
        if let Some(actions) = request["TransactItems"].as_array_mut() {
            let key = |action: &Value| {
                action["Update"]["Key"]["pk"]["S"].as_str().unwrap_or_default().to_owned()
            };
            let of_batch = |actions: &[Value]| {
                let made = actions[0]["Put"]["Item"]["sk"]["S"] == "B";
                made || key(&actions[0]).starts_with("B#")
            };
            match self {
                Self::LeaveOutPlaces => {
                    let first = actions.iter().position(|it| key(it).starts_with("O#"));
                    if let (true, Some(first)) = (of_batch(actions), first) {
                        actions.remove(first);
                    }
                }
                Self::NoBatchConditions if of_batch(actions) => {
                    for action in actions.iter_mut().filter_map(Value::as_object_mut) {
                        action.values_mut().for_each(remove_condition);
                    }
                }
                Self::NoBatchConditions => {}
                Self::LeaveOutReturns => actions.retain(|it| !said(it, "#rt = #rt +")),
                Self::LeaveOutRestores => actions.retain(|it| !said(it, "#us = #us -")),
                Self::LeaveOutTaking => {
                    let places = actions.iter().any(|it| !it["Put"].is_null());
                    actions.retain(|it| places || !said(it, "#ou = #ou +"));
                }
                Self::NoConditions => {
                    for action in actions.iter_mut().filter_map(Value::as_object_mut) {
                        action.values_mut().for_each(remove_condition);
                    }
                }
            }
        }
        if self == Self::NoConditions {
            remove_condition(&mut request);
            request.as_object_mut().unwrap().remove("ClientRequestToken");
        }
        serde_json::to_vec(&request).unwrap()
    }
}

fn remove_condition(action: &mut Value) {
    let Some(condition) = action.get_mut("ConditionExpression") else { return };
    let asked = condition.as_str().unwrap();
    let nothing = format!("({asked}) OR attribute_exists(pk) OR attribute_not_exists(pk)");
    *condition = Value::from(nothing);
}

/// The connection to one database.
#[derive(Clone)]
pub struct Wire(Arc<Inner>);

struct Inner {
    database: Database,
    faults: Mutex<Option<RandomFaults>>,
    sabotage: Option<Sabotage>,
    /// The number of calls that got a fault.
    fault_count: AtomicUsize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wire {
    pub fn new(database: Database, sabotage: Option<Sabotage>) -> Self {
        let (faults, fault_count) = (Mutex::default(), AtomicUsize::new(0));
        Self(Arc::new(Inner { database, faults, sabotage, fault_count }))
    }

    /// Sets the faults for the next calls.
    pub fn set_faults(&self, faults: Option<RandomFaults>) {
        *lock(&self.0.faults) = faults;
    }

    pub fn fault_count(&self) -> usize {
        self.0.fault_count.load(Ordering::Relaxed)
    }

    /// A client that uses this connection. It does not wait before retries, because no server needs
    /// the time.
    pub fn client(&self) -> Client {
        let bucket = TokenBucket::unlimited();
        let config = docket_connector::config()
            .timeout_config(TimeoutConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .retry_config(RetryConfig::standard().with_max_attempts(SDK_TRIES))
            .retry_partition(RetryPartition::custom("sequences").token_bucket(bucket).build())
            .sleep_impl(NoSleep)
            .http_client(docket_connector::client(self.clone()))
            .build();
        Client::from_conf(config)
    }

    fn answer(&self, operation: &str, body: &[u8]) -> HttpResponse {
        match self.0.sabotage {
            Some(sabotage) => answer(&self.0.database, operation, &sabotage.of(body)),
            None => answer(&self.0.database, operation, body),
        }
    }

    /// The fault of the next call, and how often the call yields to others first.
    fn next_fault(&self) -> (Option<Fault>, usize) {
        let mut faults = lock(&self.0.faults);
        let Some(faults) = faults.as_mut() else { return (None, 0) };
        let fault = faults.fault();
        if fault.is_some() {
            self.0.fault_count.fetch_add(1, Ordering::Relaxed);
        }
        (fault, faults.dice.roll(4))
    }
}

impl std::fmt::Debug for Wire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Wire({} faults)", self.fault_count())
    }
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            let operation = operation(&request);
            let body = request.body().bytes().unwrap_or_default();
            let (fault, waits) = this.next_fault();
            for _ in 0..waits {
                tokio::task::yield_now().await;
            }
            match fault {
                None => Ok(this.answer(operation, body)),
                Some(Fault::LoseAnswer) => {
                    this.answer(operation, body);
                    Err(ConnectorError::io("the answer was lost".into()))
                }
                Some(Fault::LoseRequest) => Err(ConnectorError::io("the request was lost".into())),
                Some(fault) => Ok(refuse(fault, operation, body)),
            }
        })
    }
}

/// The answer of a busy database that did nothing.
fn refuse(fault: Fault, operation: &str, body: &[u8]) -> HttpResponse {
    let text = String::from_utf8_lossy(body);
    match (fault, operation) {
        (Fault::Conflict, "TransactWriteItems") => {
            injected::cancelled(&text, "TransactionConflict")
        }
        (Fault::Throttle, "TransactWriteItems") => injected::cancelled(&text, "ThrottlingError"),
        (Fault::Conflict, "UpdateItem" | "PutItem") => {
            injected::refused(400, "TransactionConflictException")
        }
        (Fault::Conflict | Fault::Throttle, "BatchGetItem") => injected::unprocessed(&text),
        (Fault::Conflict | Fault::Throttle, _) => {
            injected::refused(400, "ProvisionedThroughputExceededException")
        }
        (_, _) => injected::refused(500, "InternalServerError"),
    }
}

/// Yields to other tasks instead of sleeping.
#[derive(Debug)]
struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _: std::time::Duration) -> Sleep {
        Sleep::new(tokio::task::yield_now())
    }
}

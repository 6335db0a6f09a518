//! The database without a network: calls of the SDK are answered in this
//! process, and on the way there and back goes wrong what does on a network.

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

/// How often the SDK makes a call whose answer does not come, here as on AWS.
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

/// Faults at random.
#[derive(Debug)]
pub struct Storm {
    dice: Dice,
    percent: usize,
    /// What goes on happening, and how many calls still meet it.
    lasting: Option<(Fault, usize)>,
}

impl Storm {
    /// Something happens to this share of all calls.
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
        // Sometimes for longer than anybody tries.
        let lasts = self.dice.pick(&[0, 0, 0, 1, 2, 4]);
        self.lasting = Some((fault, lasts));
        Some(fault)
    }
}

/// What a faulty Docket would ask of the database: tells whether anybody
/// notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// What comes back from a stopped order is forgotten.
    LeaveOutReturns,
    /// Its vouchers are not restored.
    LeaveOutRestores,
    /// What is taken again for a revived order is forgotten.
    LeaveOutTaking,
    /// Nothing is asked of the items before they are changed, and a repeated
    /// transaction is another one.
    AskNothing,
    /// The first order of a batch is not told of it.
    LeaveOutPlaces,
    /// Whether anything has changed since a batch was decided on is not asked.
    BatchesAskNothing,
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
                Self::BatchesAskNothing if of_batch(actions) => {
                    for action in actions.iter_mut().filter_map(Value::as_object_mut) {
                        action.values_mut().for_each(ask_nothing);
                    }
                }
                Self::BatchesAskNothing => {}
                Self::LeaveOutReturns => actions.retain(|it| !said(it, "#rt = #rt +")),
                Self::LeaveOutRestores => actions.retain(|it| !said(it, "#us = #us -")),
                Self::LeaveOutTaking => {
                    let places = actions.iter().any(|it| !it["Put"].is_null());
                    actions.retain(|it| places || !said(it, "#ou = #ou +"));
                }
                Self::AskNothing => {
                    for action in actions.iter_mut().filter_map(Value::as_object_mut) {
                        action.values_mut().for_each(ask_nothing);
                    }
                }
            }
        }
        if self == Self::AskNothing {
            ask_nothing(&mut request);
            request.as_object_mut().unwrap().remove("ClientRequestToken");
        }
        serde_json::to_vec(&request).unwrap()
    }
}

fn ask_nothing(action: &mut Value) {
    let Some(condition) = action.get_mut("ConditionExpression") else { return };
    let asked = condition.as_str().unwrap();
    let nothing = format!("({asked}) OR attribute_exists(pk) OR attribute_not_exists(pk)");
    *condition = Value::from(nothing);
}

/// The way to one database.
#[derive(Clone)]
pub struct Wire(Arc<Inner>);

struct Inner {
    database: Database,
    storm: Mutex<Option<Storm>>,
    sabotage: Option<Sabotage>,
    /// How many calls met a fault.
    met: AtomicUsize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wire {
    pub fn new(database: Database, sabotage: Option<Sabotage>) -> Self {
        let (storm, met) = (Mutex::default(), AtomicUsize::new(0));
        Self(Arc::new(Inner { database, storm, sabotage, met }))
    }

    /// What goes wrong from now on.
    pub fn storm(&self, storm: Option<Storm>) {
        *lock(&self.0.storm) = storm;
    }

    pub fn met(&self) -> usize {
        self.0.met.load(Ordering::Relaxed)
    }

    /// A client whose calls go this way. It waits for nothing: nobody is at
    /// the other end who would need the time.
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

    /// The fault that a call meets, and how often others go before it.
    fn weather(&self) -> (Option<Fault>, usize) {
        let mut storm = lock(&self.0.storm);
        let Some(storm) = storm.as_mut() else { return (None, 0) };
        let fault = storm.fault();
        if fault.is_some() {
            self.0.met.fetch_add(1, Ordering::Relaxed);
        }
        (fault, storm.dice.roll(4))
    }
}

impl std::fmt::Debug for Wire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Wire({} faults)", self.met())
    }
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            let operation = operation(&request);
            let body = request.body().bytes().unwrap_or_default();
            let (fault, waits) = this.weather();
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

/// What a busy database answers, having done nothing.
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

/// Lets others go first, and no more.
#[derive(Debug)]
struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _: std::time::Duration) -> Sleep {
        Sleep::new(tokio::task::yield_now())
    }
}

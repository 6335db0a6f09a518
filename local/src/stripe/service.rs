//! The stand-in for the payment provider: answers requests as the provider would.

use std::{
    collections::HashSet,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::Result;
use axum::http::{HeaderMap, Method};
use docket_platform::Clock;
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::Notify;

use super::{
    caller::{self, Caller},
    due,
    error::{ApiError, ErrorType},
    events,
    fault::FaultKind,
    faults,
    form::Form,
    keys::{self, Keyed},
    objects::{Account, Endpoint},
    operations::Operation,
    perform::perform,
    render::API_VERSION,
    store::{Store, Work},
    webhook_sender::WebhookSender,
};
use crate::{clock::MovableClock, files};

/// The pause between two checks for due changes.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The stand-in for the payment provider.
pub struct StandIn {
    clock: Arc<MovableClock>,
    store: Store,
    /// Sends webhooks to their endpoint.
    pub(super) webhook_sender: Arc<dyn WebhookSender>,
    /// The idempotency keys of requests in progress.
    answering: Mutex<HashSet<String>>,
    /// The deliveries in progress.
    sending: Mutex<HashSet<String>>,
    /// The number of attempts to deliver webhooks.
    pub(super) attempts: AtomicU64,
    /// Notified when deliveries may be due.
    wake: Notify,
    /// Notified when a delivery ends.
    pub(super) sent: Notify,
}

/// A request.
pub struct Request<'a> {
    /// `GET` or `POST`.
    pub method: &'a Method,
    /// The path below `/v1/`.
    pub path: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The parameters, in form encoding.
    pub parameters: &'a str,
}

/// A response.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, JSON.
    pub body: String,
    /// The id of the request.
    pub request: String,
    /// The id of the first request with the idempotency key, if this is its stored answer.
    pub original: Option<String>,
    /// The idempotency key.
    pub key: Option<String>,
    /// The requested version of the API.
    pub version: String,
    /// Whether the connection breaks before the answer.
    pub is_lost: bool,
}

/// A request whose caller, account and operation are known.
struct Asked<'a> {
    account: Account,
    operation: Operation,
    id: &'a str,
    form: Form,
}

/// The outcome of a request, and the faults that happen to its answer.
struct Done {
    status: u16,
    body: String,
    original: Option<String>,
    is_lost: bool,
    is_early: bool,
    slow: Option<Duration>,
}

impl Done {
    fn failed(error: &ApiError) -> Self {
        Self::new(error.status, error.body().to_string())
    }

    const fn new(status: u16, body: String) -> Self {
        Self { status, body, original: None, is_lost: false, is_early: false, slow: None }
    }
}

impl StandIn {
    /// Opens the stand-in, with the records of an earlier run.
    ///
    /// # Errors
    ///
    /// The file cannot be read or written.
    pub fn open(
        file: Option<PathBuf>,
        clock: Arc<MovableClock>,
        webhook_sender: Arc<dyn WebhookSender>,
    ) -> Result<Self> {
        Ok(Self {
            clock,
            store: Store::open(file)?,
            webhook_sender,
            answering: Mutex::default(),
            sending: Mutex::default(),
            attempts: AtomicU64::new(0),
            wake: Notify::new(),
            sent: Notify::new(),
        })
    }

    /// Sets the endpoint and the signing secret of webhooks.
    ///
    /// # Errors
    ///
    /// The records could not be kept.
    pub fn connect(&self, url: &str, secret: &str) -> Result<()> {
        self.work(|work| {
            work.put(Endpoint { url: url.to_owned(), secret: secret.to_owned() });
        })
    }

    /// Delivers webhooks until the task is dropped.
    pub async fn run(self: Arc<Self>) {
        loop {
            if let Err(error) = self.settle().await {
                let error = format!("{error:#}");
                tracing::warn!(target: "docket", error, "the stand-in payment provider cannot write its records");
            }
            tokio::time::timeout(LOOK_EVERY, self.wake.notified()).await.ok();
        }
    }

    /// Runs `work` on the records, at the time of the movable clock.
    ///
    /// # Errors
    ///
    /// The changes could not be stored.
    pub fn work<T>(&self, work: impl FnOnce(&mut Work<'_>) -> T) -> Result<T> {
        self.store.work(self.now(), work)
    }

    /// The number of attempts to deliver webhooks so far.
    #[must_use]
    pub fn attempts(&self) -> u64 {
        self.attempts.load(Ordering::SeqCst)
    }

    /// Signals that deliveries may be due.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Answers a request.
    ///
    /// # Errors
    ///
    /// The changes could not be stored; the records are unchanged.
    pub async fn call(&self, request: &Request<'_>) -> Result<Answer> {
        let header = |name| request.headers.get(name).and_then(|it| it.to_str().ok());
        let id = self.work(|work| work.new_id("req_"))?;
        let key = header("idempotency-key").filter(|_| *request.method == Method::POST);
        let version = header("stripe-version").unwrap_or(API_VERSION).to_owned();
        let done = match ask(request) {
            Err(error) => Done::failed(&error),
            Ok(asked) => self.answer(request, asked, &id, key).await?,
        };
        let key = key.map(str::to_owned);
        let Done { status, body, original, is_lost, .. } = done;
        Ok(Answer { status, body, request: id, original, key, version, is_lost })
    }

    async fn answer(
        &self,
        request: &Request<'_>,
        asked: Asked<'_>,
        id: &str,
        key: Option<&str>,
    ) -> Result<Done> {
        let account = asked.account.clone();
        let keyed = key.map(|key| Keyed {
            account: &account,
            key,
            path: request.path,
            body: request.parameters,
        });
        let answering = match &keyed {
            None => None,
            Some(keyed) => match Membership::enter(&self.answering, keyed.id(), None) {
                None => return Ok(Done::failed(&keys::in_use(keyed.key))),
                entered => entered,
            },
        };
        let done = self.work(|work| {
            due::catch_up(work);
            work.request = Some((id.to_owned(), key.map(str::to_owned)));
            let operation = asked.operation;
            let mut done = once(work, asked, id, keyed.as_ref());
            let mut fault = |kind| faults::happens(work, kind, Some(operation));
            done.is_lost = fault(FaultKind::AnswerLost).is_some();
            done.slow = fault(FaultKind::Slow).map(|it| Duration::from_millis(it.milliseconds));
            done.is_early = events::has_deliveries(work, id)
                && faults::happens(work, FaultKind::WebhooksEarly, Some(operation)).is_some();
            done
        })?;
        if done.is_early {
            self.deliver_of(id).await?;
        }
        if let Some(slow) = done.slow {
            tokio::time::sleep(slow).await;
        }
        drop(answering);
        self.wake();
        Ok(done)
    }

    /// The current time of the movable clock.
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether a delivery is in progress.
    pub(super) fn is_under_way(&self, delivery: &str) -> bool {
        files::lock(&self.sending).contains(delivery)
    }

    /// Whether any delivery is in progress.
    pub(super) fn is_sending(&self) -> bool {
        !files::lock(&self.sending).is_empty()
    }

    /// Marks a delivery as in progress while the returned guard is alive; `None` when it is
    /// already.
    pub(super) fn under_way(&self, delivery: &str) -> Option<Membership<'_>> {
        Membership::enter(&self.sending, delivery.to_owned(), Some(&self.sent))
    }
}

/// A guard that keeps a name in a set while it is alive.
pub(super) struct Membership<'a> {
    set: &'a Mutex<HashSet<String>>,
    name: String,
    left: Option<&'a Notify>,
}

impl<'a> Membership<'a> {
    /// Adds a name; `None` when the set has it already. `left` is notified when it is removed.
    fn enter(
        set: &'a Mutex<HashSet<String>>,
        name: String,
        left: Option<&'a Notify>,
    ) -> Option<Self> {
        // Constructed only after a successful insertion, because dropping it removes the name.
        files::lock(set).insert(name.clone()).then(|| Self { set, name, left })
    }
}

impl Drop for Membership<'_> {
    fn drop(&mut self) {
        files::lock(self.set).remove(&self.name);
        if let Some(left) = self.left {
            left.notify_waiters();
        }
    }
}

/// Parses the caller, account, operation and parameters of a request.
fn ask<'a>(request: &Request<'a>) -> Result<Asked<'a>, ApiError> {
    let caller = Caller::of(request.headers)?;
    let account = caller::account(request.headers)?;
    let (operation, id) = Operation::find(request.method, request.path).ok_or_else(|| {
        let (method, path) = (request.method, request.path);
        let message = format!("Unrecognized request URL ({method}: /v1/{path}).");
        ApiError::new(404, ErrorType::InvalidRequest, message)
    })?;
    let form = Form::parse(request.parameters)?;
    let has_secret = form.clone().text("client_secret")?.is_some();
    caller.check(operation, has_secret)?;
    Ok(Asked { account, operation, id, form })
}

/// Answers a request: returns the stored answer of its key, or performs it and stores the answer.
fn once(work: &mut Work<'_>, asked: Asked<'_>, id: &str, keyed: Option<&Keyed<'_>>) -> Done {
    if let Some(error) = unavailable(work, asked.operation) {
        return Done::failed(&error);
    }
    if let Some(keyed) = keyed {
        match keyed.check().and_then(|()| keyed.kept(work)) {
            Err(error) => return Done::failed(&error),
            Ok(Some(kept)) => {
                let original = Some(kept.request);
                return Done { original, ..Done::new(kept.status, kept.body) };
            }
            Ok(None) => {}
        }
    }
    let result = result(work, asked);
    let is_kept = !result.as_ref().is_err_and(|error| error.is_before_work);
    let done = match result {
        Ok(shown) => Done::new(200, shown.to_string()),
        Err(error) => Done::failed(&error),
    };
    if let Some(keyed) = keyed.filter(|_| is_kept) {
        keyed.keep(work, id, done.status, &done.body);
    }
    done
}

/// Performs a request, or returns the error that a fault demands.
fn result(work: &mut Work<'_>, asked: Asked<'_>) -> Result<Value, ApiError> {
    let Asked { account, operation, id, form } = asked;
    let Some(fault) = faults::happens(work, FaultKind::Error, Some(operation)) else {
        return perform(work, &account, (operation, id), form);
    };
    if fault.worked {
        // The error replaces the answer.
        perform(work, &account, (operation, id), form).ok();
    }
    let message = "An unknown error occurred.";
    Err(ApiError::new(500, ErrorType::Api, message))
}

/// The error of a fault that makes the provider refuse requests.
fn unavailable(work: &mut Work<'_>, operation: Operation) -> Option<ApiError> {
    if faults::happens(work, FaultKind::Down, Some(operation)).is_some() {
        let message = "The provider is temporarily unavailable.";
        return Some(ApiError::new(503, ErrorType::Api, message));
    }
    faults::happens(work, FaultKind::Limited, Some(operation))?;
    let message = "Request rate limit exceeded.";
    Some(ApiError::new(429, ErrorType::InvalidRequest, message).code("rate_limit"))
}

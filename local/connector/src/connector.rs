//! The connector: a thread that owns the database and executes all calls, one after another.

use std::{
    fmt, io,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::{self, JoinHandle},
};

use aws_smithy_runtime_api::client::{
    http::{HttpConnector, HttpConnectorFuture},
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use dynoxide::Database;
use tokio::sync::{oneshot, watch};

use crate::operations::{answer, operation, writes};

/// Executes the calls of all clients on one database, one after another.
///
/// The database handles only one call at a time, so a single thread owns it: no other thread blocks
/// on its lock, and a slow disk delays only the callers that wait for an answer.
#[derive(Clone)]
pub struct Connector(Arc<Shared>);

struct Shared {
    /// `None` after [`Connector::stop`].
    calls: Mutex<Option<mpsc::Sender<Call>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    written: watch::Sender<()>,
}

struct Call {
    request: HttpRequest,
    answer: oneshot::Sender<HttpResponse>,
}

impl Connector {
    /// Starts the thread of `database`.
    ///
    /// # Errors
    ///
    /// When the operating system cannot start a thread.
    pub fn new(database: Database) -> io::Result<Self> {
        let (calls, waiting) = mpsc::channel::<Call>();
        let written = watch::Sender::default();
        let wrote = written.clone();
        let work = move || {
            for Call { request, answer: answered } in waiting {
                let body = request.body().bytes().unwrap_or_default();
                // The caller may have gone. The call is executed anyway, as a remote server would
                // do.
                let operation = operation(&request);
                answered.send(answer(&database, operation, body)).ok();
                if writes(operation) {
                    wrote.send_replace(());
                }
            }
        };
        let thread = thread::Builder::new().name("database".to_owned()).spawn(work)?;
        let (calls, thread) = (Mutex::new(Some(calls)), Mutex::new(Some(thread)));
        Ok(Self(Arc::new(Shared { calls, thread, written })))
    }

    /// Notifies the receivers of [`Self::written`] of a write that was made without this connector.
    pub fn wrote(&self) {
        self.0.written.send_replace(());
    }

    /// A receiver that changes after every call that may have written, and after [`Self::wrote`].
    #[must_use]
    pub fn written(&self) -> watch::Receiver<()> {
        self.0.written.subscribe()
    }

    /// Executes the calls that are queued, and refuses further ones.
    pub async fn stop(&self) {
        drop(take(&self.0.calls));
        if let Some(thread) = take(&self.0.thread) {
            tokio::task::spawn_blocking(move || thread.join()).await.ok();
        }
    }
}

fn take<T>(place: &Mutex<Option<T>>) -> Option<T> {
    place.lock().unwrap_or_else(PoisonError::into_inner).take()
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connector")
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (answer, answered) = oneshot::channel();
        let stopped = || ConnectorError::io("the database has stopped".into());
        let sent = match &*self.0.calls.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(calls) => calls.send(Call { request, answer }).map_err(|_| stopped()),
            None => Err(stopped()),
        };
        HttpConnectorFuture::new(async move {
            sent?;
            answered.await.map_err(|_| stopped())
        })
    }
}

//! The connection: a thread that has the database to itself.

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

/// Answers the calls of clients from one database, one after another.
///
/// The database handles one call at a time whoever asks, so it gets one thread:
/// no other thread then waits for its lock, and a slow disk stalls nobody who is
/// not waiting for it.
#[derive(Clone)]
pub struct Connector(Arc<Shared>);

struct Shared {
    /// Nothing once it has stopped.
    calls: Mutex<Option<mpsc::Sender<Call>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    written: watch::Sender<()>,
}

struct Call {
    request: HttpRequest,
    answer: oneshot::Sender<HttpResponse>,
}

impl Connector {
    /// A connection to `database`.
    ///
    /// # Errors
    ///
    /// When the operating system gives no thread.
    pub fn new(database: Database) -> io::Result<Self> {
        let (calls, waiting) = mpsc::channel::<Call>();
        let written = watch::Sender::default();
        let wrote = written.clone();
        let work = move || {
            for Call { request, answer: answered } in waiting {
                let body = request.body().bytes().unwrap_or_default();
                // Whoever asked may have gone; the call is made all the same, as
                // a network's far end would.
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

    /// Tells who waits for changes that something else has written.
    pub fn wrote(&self) {
        self.0.written.send_replace(());
    }

    /// Changes with every call that may have written, and with [`Self::wrote`].
    #[must_use]
    pub fn written(&self) -> watch::Receiver<()> {
        self.0.written.subscribe()
    }

    /// Lets the calls that wait finish, and takes no more.
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

//! Serves only the table, for functions that run outside this program: in the Lambda runtime
//! emulator, under Cargo Lambda or under SAM.

use std::{net::TcpListener, thread::JoinHandle};

use anyhow::{Context, Result};
use docket_platform::{Clock, SystemClock};
use dynoxide::Database;
use tokio::sync::oneshot;

use crate::{
    Options,
    engine::{Engine, TABLE},
    folder::Folder,
    keys, running,
};

/// A table that is served over HTTP; dropping it stops the server.
pub struct ServedTable {
    /// The environment variables with which a function reaches the table.
    pub environment: Vec<(&'static str, String)>,
    server: Server,
    // The last field, because the folder must be released after everything that uses it.
    _folder: Option<Folder>,
}

/// Serves the template's table, with the demo's data if requested. No functions run, so the stream
/// is not read and no deadlines are processed.
///
/// # Errors
///
/// Says what prevents the start and what to do about it.
pub async fn serve_table(options: Options) -> Result<ServedTable> {
    let template = running::read_template(&options)?;
    let folder = options.data.as_deref().map(Folder::open).transpose()?;
    let file = folder.as_ref().map(|folder| folder.file("keys.json"));
    let keys = keys::open(file.as_deref(), folder.as_ref().is_none_or(Folder::is_new))?;
    let engine = Engine::open(folder.as_ref(), &template.table)?;
    if options.demo {
        running::put_demo(
            &engine.client(None),
            &keys.ids()?,
            SystemClock.now(),
            options.demo_orders,
            // The functions that use this table have their own bucket.
            None,
        )
        .await?;
    }
    let server = Server::start(engine.database(), options.port)?;
    let environment = vec![
        ("AWS_ENDPOINT_URL_DYNAMODB", server.endpoint.clone()),
        ("TABLE_NAME", TABLE.to_owned()),
        ("PUBLIC_KEYS", keys.issuer()?.jwks().to_string()),
    ];
    Ok(ServedTable { environment, server, _folder: folder })
}

impl ServedTable {
    /// Lets running requests finish and stops.
    pub async fn stop(self) {
        drop(self.server.stop);
        let thread = self.server.thread;
        tokio::task::spawn_blocking(move || thread.join()).await.ok();
    }
}

/// A database behind HTTP.
struct Server {
    endpoint: String,
    /// Dropping it stops the server.
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl Server {
    /// Serves `database` on a port of 127.0.0.1; 0 selects a free one. The server has one thread,
    /// because the database handles one call at a time.
    fn start(database: Database, port: u16) -> Result<Self> {
        let (stop, stopped) = oneshot::channel();
        let listener = TcpListener::bind(("127.0.0.1", port))
            .with_context(|| format!("port {port} cannot be listened on"))?;
        listener.set_nonblocking(true)?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let thread = std::thread::Builder::new()
            .name("database".to_owned())
            .spawn(move || serve(listener, database, stopped))?;
        Ok(Self { endpoint, stop, thread })
    }
}

fn serve(listener: TcpListener, database: Database, stopped: oneshot::Receiver<()>) {
    let outcome = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())
        .and_then(|runtime| {
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener)
                    .map_err(|error| error.to_string())?;
                let shutdown = async {
                    // Ends when the sender is dropped.
                    stopped.await.ok();
                };
                dynoxide::server::serve_with_shutdown(listener, database, shutdown).await
            })
        });
    if let Err(error) = outcome {
        tracing::error!(target: "docket", error, "the database stopped");
    }
}

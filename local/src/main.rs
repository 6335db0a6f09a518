//! `docket`: the whole of Docket in one process on this machine.

mod banner;

use std::{
    io::{ErrorKind, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use docket_local::Options;
use docket_platform::Oidc;
use jiff::Timestamp;
use mimalloc::MiMalloc;
use tracing_subscriber::EnvFilter;

/// Many threads allocate and free small values all the time, and with the system's allocator they
/// block each other (docs/decisions/0096).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// What `docket --help` begins with.
const ABOUT: &str =
    "Runs Docket on this machine: the functions of template.yaml with an embedded DynamoDB.

Nothing leaves the machine. SMS and e-mail appear on the console and at /_local/messages.
Set RUST_LOG for more or less logging, for example RUST_LOG=docket=warn.";

#[expect(clippy::struct_excessive_bools, reason = "each is one switch of the command line")]
#[derive(Parser)]
#[command(name = "docket", version, about = ABOUT)]
struct Cli {
    /// Port to listen on, on 127.0.0.1; 0 takes any that is free
    #[arg(long, default_value_t = 4100, value_name = "PORT")]
    port: u16,
    /// Folder that keeps the data across restarts
    #[arg(long, default_value = ".docket", value_name = "FOLDER", conflicts_with = "memory")]
    data: PathBuf,
    /// Keep everything in memory and forget it at the end
    #[arg(long)]
    memory: bool,
    /// Start the clock at this moment, like 2028-02-29T23:59:50Z, unless the
    /// data folder has a clock already
    #[arg(long, value_name = "MOMENT")]
    at: Option<Timestamp>,
    /// Start without the demo's sellers, products and members
    #[arg(long)]
    no_demo: bool,
    /// Start with the demo, but without its orders and with a smaller menu; so
    /// do --production-limits, which the orders would exceed
    #[arg(long)]
    no_demo_orders: bool,
    /// Keep the template's limits on codes and unverified orders, instead of
    /// relaxed ones
    #[arg(long)]
    production_limits: bool,
    /// Trust the ID tokens of this external issuer too, an https URL or an
    /// http URL on this machine
    #[arg(long, value_name = "URL", requires = "oidc_audience")]
    oidc_issuer: Option<String>,
    /// The client id that the issuer's ID tokens must be made for
    #[arg(long, value_name = "CLIENT", requires = "oidc_issuer")]
    oidc_audience: Option<String>,
    /// Run another template than the one built in
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Serve the web pages of this folder, which `make web` writes
    #[arg(long, default_value = docket_local::WEB, value_name = "FOLDER")]
    web: PathBuf,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Prints openapi.json and ends
    Openapi,
    /// Serves the table alone at the port, for functions that run elsewhere,
    /// and prints what their environment needs
    Dynamodb,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env()
        // dynoxide warns of every failed condition, which is normal here.
        .unwrap_or_else(|_| EnvFilter::new("warn,dynoxide=error,docket=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let cli = Cli::parse();
    let outcome = match cli.command {
        Some(Command::Openapi) => openapi(),
        Some(Command::Dynamodb) => serve_table(cli).await,
        None => run(cli).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn openapi() -> Result<()> {
    let document = docket_functions::openapi().to_pretty_json()?;
    match writeln!(std::io::stdout(), "{document}") {
        // The reader has closed the pipe, as in `docket openapi | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("the document cannot be printed"),
    }
}

fn options(cli: Cli) -> Options {
    Options {
        port: cli.port,
        data: (!cli.memory).then_some(cli.data),
        start: cli.at,
        demo: !cli.no_demo,
        demo_orders: !(cli.no_demo || cli.no_demo_orders || cli.production_limits),
        production_limits: cli.production_limits,
        oidc: cli
            .oidc_issuer
            .zip(cli.oidc_audience)
            .map(|(issuer, audience)| Oidc { issuer, audience }),
        template: cli.template,
        web: cli.web,
        print_messages: true,
        timed_schedules: true,
        ..Options::default()
    }
}

async fn serve_table(cli: Cli) -> Result<()> {
    let mut signals = Signals::listen()?;
    let table = docket_local::serve_table(options(cli)).await?;
    for (name, value) in &table.environment {
        println!("{name}={value}");
    }
    signals.next().await;
    table.stop().await;
    Ok(())
}

async fn run(cli: Cli) -> Result<()> {
    // Installed at the beginning, so that an early Ctrl-C is handled.
    let mut signals = Signals::listen()?;
    let options = options(cli);
    let demo = options.demo;
    let data = options.data.clone();
    let mut running = docket_local::start(options).await?;
    banner::print(&running.url, data.as_deref(), demo);
    tokio::select! {
        ended = running.wait() => return ended,
        () = signals.next() => {}
    }
    println!("Stopping.");
    tokio::select! {
        () = running.stop() => Ok(()),
        // A second Ctrl-C stops the program immediately.
        () = signals.next() => Ok(()),
    }
}

struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).context("signals cannot be listened for");
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    fn listen() -> Result<Self> {
        Ok(Self {})
    }

    async fn next(&mut self) {
        tokio::signal::ctrl_c().await.ok();
    }
}

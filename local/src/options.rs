//! The options of the local program, which the command line and the tests set.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use aws_smithy_runtime_api::client::http::SharedHttpClient;
use docket_platform::{EventBus, Messenger, Oidc};
use jiff::Timestamp;

/// The folder where `make web` writes the web pages, relative to the working directory.
pub const WEB: &str = "web/dist";

/// The options of a run.
#[expect(clippy::struct_excessive_bools, reason = "each is one switch of the command line")]
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// The data folder; `None` keeps everything in memory.
    pub data: Option<PathBuf>,
    /// The start of the clock, unless the data folder has a clock; by default, now.
    pub start: Option<Timestamp>,
    /// Whether to add the demo's sellers, products and members.
    pub demo: bool,
    /// Whether the demo has orders, and the kitchen its whole menu with fees, tax and a time to
    /// accept orders in. The orders are made after the first start, when the program already
    /// accepts requests.
    pub demo_orders: bool,
    /// Whether the template's limits apply, instead of relaxed ones.
    pub production_limits: bool,
    /// Whether orders are paid through the stand-in payment provider. If not, the program behaves
    /// as on AWS where the secret `PaymentKeys` has no value.
    pub payments: bool,
    /// Whether codes are also sent by e-mail. If not, the program behaves as on AWS where the
    /// template's `MailFrom` is empty.
    pub email: bool,
    /// A trusted external issuer, as in the template's parameters. On this machine it may have an
    /// http URL.
    pub oidc: Option<Oidc>,
    /// The secret that each request must carry, as when a distribution is in front of the API.
    pub distribution: Option<String>,
    /// A template to run instead of the built-in one.
    pub template: Option<PathBuf>,
    /// The folder of the web pages. When it is missing, a page explains how to build them.
    pub web: PathBuf,
    /// Whether messages are printed on standard output.
    pub print_messages: bool,
    /// Whether schedules run by the clock. If not, they run only when the clock is moved, so that
    /// tests do not depend on how long they take.
    pub timed_schedules: bool,
    /// How long a failing event or schedule target is retried.
    pub retry_for: Duration,
    /// A file that the used rights are appended to, for a test that compares them with those that
    /// the template grants.
    pub ledger: Option<PathBuf>,
    /// Wraps the connection of the functions to the database, for tests that lose requests and
    /// responses.
    pub wire: Option<DatabaseWrapper>,
    /// Wraps the event bus of the functions, for tests that refuse events.
    pub bus: Option<BusWrapper>,
    /// Wraps the messenger of the functions, for tests that refuse messages.
    pub messenger: Option<MessengerWrapper>,
}

/// Wraps an adapter that the functions use.
pub struct Wrapper<T>(Arc<Wrap<T>>);

type Wrap<T> = dyn Fn(T) -> T + Send + Sync;

/// Wraps the connection to the database.
pub type DatabaseWrapper = Wrapper<SharedHttpClient>;

/// Wraps the event bus.
pub type BusWrapper = Wrapper<Arc<dyn EventBus>>;

/// Wraps the messenger that sends SMS and e-mail.
pub type MessengerWrapper = Wrapper<Arc<dyn Messenger>>;

impl<T> Wrapper<T> {
    /// Makes a wrapper from a function that receives the local adapter and returns the one that the
    /// functions use.
    pub fn new(wrap: impl Fn(T) -> T + Send + Sync + 'static) -> Self {
        Self(Arc::new(wrap))
    }

    pub(crate) fn wrap(&self, inner: T) -> T {
        (self.0)(inner)
    }
}

impl<T> Clone for Wrapper<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Wrapper<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wrapper")
    }
}

/// In memory, on any port, with the demo and without output.
impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            data: None,
            start: None,
            demo: true,
            demo_orders: false,
            production_limits: false,
            payments: true,
            email: true,
            oidc: None,
            distribution: None,
            template: None,
            web: WEB.into(),
            print_messages: false,
            timed_schedules: false,
            // Lambda retries an asynchronous invocation for about three minutes.
            retry_for: Duration::from_mins(3),
            ledger: None,
            wire: None,
            bus: None,
            messenger: None,
        }
    }
}

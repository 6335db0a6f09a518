//! How to run: what the command line sets, and the tests.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use aws_smithy_runtime_api::client::http::SharedHttpClient;
use docket_platform::{EventBus, Messenger, Oidc};
use jiff::Timestamp;

/// Where `make web` writes the web pages, seen from where the program is started.
pub const WEB: &str = "web/dist";

/// How to run Docket on this machine.
#[expect(clippy::struct_excessive_bools, reason = "each is one switch of the command line")]
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// The data folder; without one everything is in memory.
    pub data: Option<PathBuf>,
    /// When the clock starts, unless the data folder knows; now, unless given.
    pub start: Option<Timestamp>,
    /// Whether to put in the demo's sellers, products and members.
    pub demo: bool,
    /// Whether the demo has orders, and the kitchen its whole menu with fees, tax
    /// and a time to accept orders in. The orders are made when a start with
    /// nothing kept listens already.
    pub demo_orders: bool,
    /// Whether the template's limits hold, instead of relaxed ones.
    pub production_limits: bool,
    /// Whether orders are paid through the stand-in payment provider; without it, as
    /// on AWS where the secret `PaymentKeys` has no value.
    pub payments: bool,
    /// Whether codes are sent by e-mail too; without it, as on AWS where the
    /// template's `MailFrom` is empty.
    pub email: bool,
    /// An external issuer that is trusted, as the template's parameters would
    /// name it; on this machine it may be at an http address.
    pub oidc: Option<Oidc>,
    /// The secret that each request must carry, as where a distribution stands before
    /// the API.
    pub distribution: Option<String>,
    /// Another template than the one built in.
    pub template: Option<PathBuf>,
    /// The folder of the web pages; where it is missing, a page says how to build them.
    pub web: PathBuf,
    /// Whether messages are shown on standard output.
    pub print_messages: bool,
    /// Whether schedules run when their time comes; without it they run only
    /// when the clock is moved, so that a test that takes longer than a minute
    /// finds what a shorter one does.
    pub timed_schedules: bool,
    /// How long a failing event or schedule target is tried again.
    pub retry_for: Duration,
    /// A file to which the rights are appended that functions use, for a test
    /// that compares them with what the template gives.
    pub ledger: Option<PathBuf>,
    /// What stands between the functions and the database, for tests that lose
    /// requests and answers.
    pub wire: Option<WireWrapper>,
    /// What stands between the functions and the event bus, for tests that
    /// refuse events.
    pub bus: Option<BusWrapper>,
    /// What stands between the functions and the sender of messages, for
    /// tests that refuse messages.
    pub messenger: Option<MessengerWrapper>,
}

/// Puts something around a part of what the functions talk to.
pub struct Wrapper<T>(Arc<Wrap<T>>);

type Wrap<T> = dyn Fn(T) -> T + Send + Sync;

/// Puts something around the connection to the database.
pub type WireWrapper = Wrapper<SharedHttpClient>;

/// Puts something around the event bus.
pub type BusWrapper = Wrapper<Arc<dyn EventBus>>;

/// Puts something around what sends SMS and e-mail.
pub type MessengerWrapper = Wrapper<Arc<dyn Messenger>>;

impl<T> Wrapper<T> {
    /// A wrapper that makes the functions' part of the local one.
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
            // Lambda tries an asynchronous invocation again for three minutes.
            retry_for: Duration::from_mins(3),
            ledger: None,
            wire: None,
            bus: None,
            messenger: None,
        }
    }
}

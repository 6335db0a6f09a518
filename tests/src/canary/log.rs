//! Captures the log lines of this process.

use std::{
    io,
    panic::{self, PanicHookInfo},
    sync::Once,
};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// Logs all levels of Docket's own crates, because production may enable any of them, and `info` of
/// all others. Below `info`, the SDK and the HTTP crates log whole requests; production does not
/// enable that, because the functions and the program log only `warn` of other crates.
const FILTER: &str = "info,docket=trace";

/// A writer that passes each logged line to a function.
#[derive(Clone, Copy)]
struct Lines(fn(String));

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (self.0)(String::from_utf8_lossy(bytes).trim_end().to_owned());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        *self
    }
}

/// Passes every log line of this process to `take`, from the first call on. Each line is a JSON
/// object as the functions log it, without its time. A panic message of Docket is a line as well,
/// because Lambda logs it too.
pub fn listen(take: fn(String)) {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        tracing_subscriber::fmt()
            .json()
            .flatten_event(true)
            .without_time()
            .with_env_filter(EnvFilter::new(FILTER))
            .with_writer(Lines(take))
            .init();
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if is_ours(info) {
                take(info.to_string());
            }
            before(info);
        }));
    });
}

/// Whether the panic is in Docket's own code. A panicking test has failed, and its message may
/// contain any value.
fn is_ours(info: &PanicHookInfo<'_>) -> bool {
    let crates = ["functions/src/", "local/src/", "shared/"];
    info.location().is_some_and(|at| crates.iter().any(|folder| at.file().starts_with(folder)))
}

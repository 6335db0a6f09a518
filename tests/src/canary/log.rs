//! Gets hold of what a process logs.

use std::{
    io,
    panic::{self, PanicHookInfo},
    sync::Once,
};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// Docket's own crates whole, whose names all begin so, as nobody knows what level will be wanted in
/// production; of everybody else what they tell by default. What the SDK and
/// the HTTP parts say below that holds whole requests, and is off in
/// production: the functions and the program log `warn` of others.
const FILTER: &str = "info,docket=trace";

/// Takes lines as they are logged.
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

/// Hands every line of this process to `take`, from the first call on: each is
/// one object as the functions log it, but for its time. What Docket says when
/// it panics, which Lambda logs too, is a line as well.
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

/// Whether Docket panics. A test that does so has failed, and may say of what.
fn is_ours(info: &PanicHookInfo<'_>) -> bool {
    let crates = ["functions/src/", "local/src/", "shared/"];
    info.location().is_some_and(|at| crates.iter().any(|folder| at.file().starts_with(folder)))
}

use docket_domain::whole_milliseconds;
use jiff::Timestamp;

/// The time as the functions see it.
///
/// Nothing else in the project asks for the time, so that the local program
/// can move it and the tests never sleep.
pub trait Clock: Send + Sync {
    /// The present instant, UTC, in the whole milliseconds that are kept.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        whole_milliseconds(Timestamp::now())
    }
}

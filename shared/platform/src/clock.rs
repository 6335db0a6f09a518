use docket_domain::whole_milliseconds;
use jiff::Timestamp;

/// The source of the current time for all functions.
///
/// Nothing else in the project reads a clock, so that the local program can move
/// the time and tests never sleep.
pub trait Clock: Send + Sync {
    /// The current instant in UTC, truncated to milliseconds, the precision that is
    /// stored.
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

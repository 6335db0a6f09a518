//! When something is tried or looked at again.

use jiff::{SignedDuration, Timestamp};

/// How long after a payment was opened it is looked at. At the last look it is closed, so that nobody pays unseen
/// later.
pub const LOOKS: [SignedDuration; 3] =
    [SignedDuration::from_mins(10), SignedDuration::from_hours(1), SignedDuration::from_hours(24)];

/// The waits after a try whose outcome is not known; then the last one again and again.
const WAITS: [i64; 7] = [1, 5, 15, 60, 120, 240, 480];

/// When the next try is made after `tries` whose outcome is not known. `dice` is drawn by the caller: the waits of
/// many that failed together differ by up to a fifth.
#[must_use]
pub fn next_try(now: Timestamp, tries: u32, dice: u32) -> Timestamp {
    let nth = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let minutes = WAITS.get(nth).or(WAITS.last()).copied().unwrap_or_default();
    let wait = SignedDuration::from_mins(minutes);
    let jitter = wait.as_secs() / 5 * i64::from(dice % 1_000) / 1_000;
    now + wait + SignedDuration::from_secs(jitter)
}

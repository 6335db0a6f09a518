//! The times at which the provider is asked again about payments and refunds.

use jiff::{SignedDuration, Timestamp};

/// How long after a payment was opened the provider is asked about it. At the last of these times
/// the payment is cancelled if nobody has paid, so that nobody pays it later unnoticed.
pub const CHECKS: [SignedDuration; 3] =
    [SignedDuration::from_mins(10), SignedDuration::from_hours(1), SignedDuration::from_hours(24)];

/// The waits in minutes after the first, second, ... try whose outcome is not known. The last one
/// is repeated.
const WAITS: [i64; 7] = [1, 5, 15, 60, 120, 240, 480];

/// The time of the next try after `tries` tries whose outcome is not known. `dice` is a random
/// number that lengthens the wait by up to a fifth, so that tries that failed together are not
/// retried together.
#[must_use]
pub fn next_try(now: Timestamp, tries: u32, dice: u32) -> Timestamp {
    let nth = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let minutes = WAITS.get(nth).or(WAITS.last()).copied().unwrap_or_default();
    let wait = SignedDuration::from_mins(minutes);
    let jitter = wait.as_secs() / 5 * i64::from(dice % 1_000) / 1_000;
    now + wait + SignedDuration::from_secs(jitter)
}

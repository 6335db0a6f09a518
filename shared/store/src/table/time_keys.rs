//! Sort keys that begin with a time.

use jiff::Timestamp;

/// Sorts by time, then by id: milliseconds in 13 digits reach the year 2286.
pub fn by_time(at: Timestamp, id: &str) -> String {
    format!("{:013}#{id}", at.as_millisecond())
}

/// Sorts after everything that is due at `now` and before what comes later.
pub fn due_until(now: Timestamp) -> String {
    format!("{:013}#~", now.as_millisecond())
}

/// The last millisecond that [`by_time`] sorts rightly, in the year 2286.
const LAST_MILLISECOND: i64 = 9_999_999_999_999;

/// The time nearest to this one that [`by_time`] sorts rightly.
pub fn within(at: Timestamp) -> Timestamp {
    let millis = at.as_millisecond().clamp(0, LAST_MILLISECOND);
    Timestamp::from_millisecond(millis).unwrap_or(at)
}

/// Sorts after everything of that millisecond and before what comes later.
pub fn until(at: Timestamp) -> String {
    by_time(at, LAST)
}

/// Sorts before every sort key of [`by_time`].
pub const FIRST: &str = "0";

/// Sorts after every id, and after every sort key of [`by_time`].
pub const LAST: &str = "~";

/// The time in a sort key of [`by_time`].
pub fn time_in(sort: &str) -> Option<Timestamp> {
    let (millis, _) = sort.split_once('#')?;
    Timestamp::from_millisecond(millis.parse().ok()?).ok()
}

/// The id in a sort key of [`by_time`].
pub fn id_in(sort: &str) -> Option<&str> {
    sort.split_once('#').map(|(_, id)| id)
}

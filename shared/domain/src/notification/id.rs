//! The ids of notifications.

use std::{fmt, str::FromStr};

use jiff::Timestamp;

use crate::IdError;

/// The id of a notification in its feed: the time and the event that caused it. Ids sort by time,
/// so one id marks everything up to it as read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotificationId(String);

impl NotificationId {
    /// The most characters of an id.
    pub const MAX: usize = 200;
    /// The number of digits of the milliseconds, which reach the year 2286.
    const DIGITS: usize = 13;

    /// The id of the notification of an event.
    #[must_use]
    pub fn new(at: Timestamp, event: &str) -> Self {
        Self(format!("{:013}#{event}", at.as_millisecond()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The event that caused the notification, or the common name of several events that cause one
    /// notification.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.0[Self::DIGITS + 1..]
    }

    /// When the event happened.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        let millis = self.0[..Self::DIGITS].parse().unwrap_or_default();
        Timestamp::from_millisecond(millis).unwrap_or_default()
    }
}

impl FromStr for NotificationId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
        let (millis, event) = text.split_once('#').unwrap_or_default();
        let timed = millis.len() == Self::DIGITS && millis.bytes().all(|it| it.is_ascii_digit());
        let named = !event.is_empty() && event.chars().all(known) && text.len() <= Self::MAX;
        if timed && named {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::new("a notification's id"))
        }
    }
}

impl fmt::Display for NotificationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn moment() -> Timestamp {
        "2026-11-20T12:00:00.250Z".parse().unwrap()
    }

    #[test]
    fn an_id_reads_back_what_it_wrote_and_sorts_like_its_time() {
        let id = NotificationId::new(moment(), "ORD-20261120-7ZK3M9QW2X:2:0");
        assert_eq!(id.as_str().parse::<NotificationId>().unwrap(), id);
        assert_eq!(id.at(), moment());
        let later = NotificationId::new(moment() + SignedDuration::from_millis(1), "A:1:0");
        assert!(later > id);
    }

    #[test]
    fn an_id_is_strict_about_its_shape() {
        let long = format!("1795176000250#{}", "x".repeat(NotificationId::MAX));
        for text in
            ["", "1795176000250", "1795176000250#", "179517600025#a", "x795176000250#a", &long]
        {
            assert!(text.parse::<NotificationId>().is_err(), "{text}");
        }
        for text in ["1795176000250#a b", "1795176000250#a#b", "1795176000250#é", "é#a"] {
            assert!(text.parse::<NotificationId>().is_err(), "{text}");
        }
    }
}

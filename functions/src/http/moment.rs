//! Moments in requests and answers, as precise as they are kept.

use std::str::FromStr;

use docket_domain::{moment_text, whole_milliseconds};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A moment that a request names or an answer tells, in whole milliseconds: so
/// precise are the times that it is compared with, and so it is kept.
///
/// It is written with exactly three digits of a second, so that moments sort
/// as texts too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(Timestamp);

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self(whole_milliseconds(at))
    }
}

impl From<Moment> for Timestamp {
    fn from(Moment(at): Moment) -> Self {
        at
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&moment_text(self.0))
    }
}

/// A text is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a time from 1970 on with its zone, like 2026-11-20T12:00:00Z")]
pub struct MomentError;

impl FromStr for Moment {
    type Err = MomentError;

    /// A moment of RFC 3339. What is earlier than computers count is a slip.
    fn from_str(text: &str) -> Result<Self, MomentError> {
        let at = text.parse().ok().filter(|at: &Timestamp| *at >= Timestamp::UNIX_EPOCH);
        at.map(Self::from).ok_or(MomentError)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

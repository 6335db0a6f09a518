//! Moments in requests, as precise as they are kept.

use std::str::FromStr;

use docket_domain::whole_milliseconds;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, de::Error};

/// A moment that a request names, in whole milliseconds: so precise are the
/// times that it is compared with, and so it is kept and answered.
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

/// A text is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a time between 1970 and 9999 with its zone, like 2026-11-20T12:00:00Z")]
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

//! Moments in requests and responses, with the precision with which they are stored.

use std::{fmt, str::FromStr};

use docket_domain::{moment_text, whole_milliseconds};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Visitor};

/// A moment in a request or response, in whole milliseconds, which is the precision of storage.
///
/// It is written with exactly three digits of a second, so that moments also sort correctly as
/// text.
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

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&moment_text(self.0))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&moment_text(self.0))
    }
}

/// A text that is not a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a time between 1970 and 9999 with its zone, like 2026-11-20T12:00:00Z")]
pub struct MomentError;

impl FromStr for Moment {
    type Err = MomentError;

    /// Reads a moment of RFC 3339. Moments before 1970 are refused.
    fn from_str(text: &str) -> Result<Self, MomentError> {
        let at = text.parse().ok().filter(|at: &Timestamp| *at >= Timestamp::UNIX_EPOCH);
        at.map(Self::from).ok_or(MomentError)
    }
}

impl Moment {
    /// The name by which the reader of bodies recognizes this type.
    pub const NAME: &str = "Moment";
    /// The value that stands in for an invalid moment while the rest of a body is read.
    pub const STAND_IN: &str = "1970-01-01T00:00:00Z";

    /// Whether a text is a valid moment.
    #[must_use]
    pub fn reads(text: &str) -> bool {
        text.parse::<Self>().is_ok()
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(Self::NAME, Within)
    }
}

struct Within;

impl<'de> Visitor<'de> for Within {
    type Value = Moment;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a moment")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Moment, D::Error> {
        String::deserialize(inner)?.parse().map_err(serde::de::Error::custom)
    }
}

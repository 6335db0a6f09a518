//! Moments in requests, as precise as they are kept.

use std::fmt;

use docket_domain::whole_milliseconds;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, de::Visitor};

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

/// A moment as answers have it: UTC, with three digits of a second.
#[must_use]
pub fn in_milliseconds(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

impl Moment {
    /// By which the reader of bodies knows it, and refuses what is none.
    pub const NAME: &str = "Moment";
    /// Stands where a body has none.
    pub const STAND_IN: &str = "1970-01-01T00:00:00Z";

    /// Whether a text is one.
    #[must_use]
    pub fn reads(text: &str) -> bool {
        text.parse::<Timestamp>().is_ok()
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
        Timestamp::deserialize(inner).map(Moment::from)
    }
}

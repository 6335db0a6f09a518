//! Moments in requests, as precise as they are kept.

use docket_domain::whole_milliseconds;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer};

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

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Timestamp::deserialize(deserializer).map(Self::from)
    }
}

//! What proves that a request came in by the front door.

use std::fmt;

use crate::equal_in_constant_time;

/// What the distribution in front of the pages and the API adds to each request that it
/// passes on, and nobody else knows. Who goes round it has not been through it, and can
/// say any address to be theirs.
#[derive(Clone)]
pub struct DoorSecret(String);

impl DoorSecret {
    /// The secret, unless it is empty: then there is no door.
    #[must_use]
    pub fn new(text: String) -> Option<Self> {
        (!text.is_empty()).then_some(Self(text))
    }

    /// Whether this is it, found out in the same time whatever it is.
    #[must_use]
    pub fn is(&self, given: &[u8]) -> bool {
        equal_in_constant_time(self.0.as_bytes(), given)
    }
}

impl fmt::Debug for DoorSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DoorSecret")
    }
}

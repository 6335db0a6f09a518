//! The secret by which a distribution proves that a request came through it.

use std::fmt;

use crate::equal_in_constant_time;

/// What the distribution before the pages and the API adds to each request that it
/// passes on, and nobody else knows. Without it a request was sent to the API directly,
/// and its sender could claim any address.
#[derive(Clone)]
pub struct DistributionSecret(String);

impl DistributionSecret {
    /// The secret; none for an empty text: there is no distribution then.
    #[must_use]
    pub fn new(text: String) -> Option<Self> {
        (!text.is_empty()).then_some(Self(text))
    }

    /// Whether `given` is the secret, compared in constant time.
    #[must_use]
    pub fn is(&self, given: &[u8]) -> bool {
        equal_in_constant_time(self.0.as_bytes(), given)
    }
}

impl fmt::Debug for DistributionSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DistributionSecret")
    }
}

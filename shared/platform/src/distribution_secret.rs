//! The secret with which a `CloudFront` distribution proves that a request passed
//! through it.

use std::fmt;

use crate::equal_in_constant_time;

/// The secret that the distribution in front of the pages and the API adds to each
/// request that it forwards. A request without it was sent to the API directly, so
/// the client address in its headers cannot be trusted.
#[derive(Clone)]
pub struct DistributionSecret(String);

impl DistributionSecret {
    /// The secret; `None` for an empty text, which means that there is no distribution.
    #[must_use]
    pub fn new(text: String) -> Option<Self> {
        (!text.is_empty()).then_some(Self(text))
    }

    /// Whether `given` equals the secret, compared in constant time.
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

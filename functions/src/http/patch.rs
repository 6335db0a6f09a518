//! Fields of a partial change (JSON Merge Patch, RFC 7396): an absent field is not changed, null
//! clears it.

use docket_domain::Edit;
use serde::{Deserialize, Deserializer};

/// Reads a field that null clears.
///
/// # Errors
///
/// When the value has another type.
pub fn edit<'de, D, T>(deserializer: D) -> Result<Edit<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(|value| value.map_or(Edit::Clear, Edit::Set))
}

/// Reads a field that cannot be cleared: null is refused instead of being treated as absent.
///
/// # Errors
///
/// When the value is null or has another type.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

//! Fields of a partial change (RFC 7396): absent keeps, null empties.

use docket_domain::Edit;
use serde::{Deserialize, Deserializer};

/// Reads a field that may be emptied.
///
/// # Errors
///
/// When the value is of another type.
pub fn edit<'de, D, T>(deserializer: D) -> Result<Edit<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(|value| value.map_or(Edit::Clear, Edit::Set))
}

/// Reads a field that cannot be emptied: null is refused, and not taken for
/// absent.
///
/// # Errors
///
/// When the value is null or of another type.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

//! The version that a caller has seen of what is to be changed.

use crate::AppError;

/// Which versions of a resource a change is meant for. A change of another
/// version is refused, so that nobody overwrites what they have not seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ExpectedVersion {
    /// Whatever version there is.
    #[default]
    Any,
    /// Whatever version there is, as long as there is one.
    Existing,
    /// One of these.
    OneOf(Vec<u32>),
}

impl ExpectedVersion {
    /// Whether the caller names a version at all.
    #[must_use]
    pub const fn is_bound(&self) -> bool {
        match self {
            Self::Any => false,
            Self::Existing | Self::OneOf(_) => true,
        }
    }

    /// Refuses a change of another version than the caller has seen.
    ///
    /// # Errors
    ///
    /// [`AppError::PreconditionFailed`].
    pub fn check(&self, version: u32) -> Result<(), AppError> {
        match self {
            Self::OneOf(versions) if !versions.contains(&version) => {
                Err(AppError::PreconditionFailed)
            }
            Self::Any | Self::Existing | Self::OneOf(_) => Ok(()),
        }
    }
}

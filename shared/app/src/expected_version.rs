//! The version that a caller expects a resource to have (`If-Match`).

use crate::AppError;

/// The versions of a resource that a change may replace. A change of another version is refused, so
/// that nobody overwrites a state that they have not seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ExpectedVersion {
    /// Any version: the request has no condition.
    #[default]
    Any,
    /// Any version of an existing resource.
    Existing,
    /// One of these versions.
    OneOf(Vec<u32>),
}

impl ExpectedVersion {
    /// Whether the caller expects specific versions.
    #[must_use]
    pub const fn is_bound(&self) -> bool {
        match self {
            Self::Any => false,
            Self::Existing | Self::OneOf(_) => true,
        }
    }

    /// Refuses a change of a version that is not expected.
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

use jiff::SignedDuration;

/// An ID token is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdTokenError {
    /// The token has expired, or is too old to prove a recent sign-in.
    #[error("the ID token has expired")]
    Expired,
    /// The token is invalid, or was not issued for this purpose.
    #[error("the ID token {0}")]
    Refused(&'static str),
    /// The token cannot be checked now, because the issuer's keys cannot be read.
    #[error("the keys of the ID token's issuer cannot be read at the moment; try again later")]
    Unavailable {
        /// The time to wait before a retry.
        retry_after: SignedDuration,
    },
}

/// The configured issuer URL is unusable.
#[derive(Debug, thiserror::Error)]
#[error("the external issuer {0}")]
pub struct IssuerError(pub(super) String);

use jiff::SignedDuration;

/// An ID token is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdTokenError {
    /// It is over, or too old to show that somebody signed in just now.
    #[error("the ID token has expired")]
    Expired,
    /// It is not good, or not good for this.
    #[error("the ID token {0}")]
    Refused(&'static str),
    /// Whether it is good cannot be told now.
    #[error("the keys of the ID token's issuer cannot be read at the moment; try again later")]
    Unavailable {
        /// When to ask again.
        retry_after: SignedDuration,
    },
}

/// The issuer cannot be trusted as configured.
#[derive(Debug, thiserror::Error)]
#[error("the external issuer {0}")]
pub struct IssuerError(pub(super) String);

use crate::tokens::TokenError;

/// A key is missing or unusable.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The operating system returned no random bytes.
    #[error("no random bytes to be had")]
    Random,
    /// The template does not grant this function the key that it needs.
    #[error("this function was not given the {0} key")]
    NotGranted(&'static str),
    /// A stored key could not be parsed. The error quotes no part of it.
    #[error("the {0} key could not be read: {1}")]
    Unreadable(&'static str, &'static str),
    /// A secret could be guessed: it is too short, too regular, or a well-known
    /// default.
    #[error("the {0} secret is refused: {1}")]
    Guessable(&'static str, &'static str),
    /// A rotation would exceed the maximum number of token keys.
    #[error("{0} token keys are still needed; the oldest is not, a month after its successor came")]
    TooMany(usize),
    /// A token key is malformed.
    #[error(transparent)]
    Token(#[from] TokenError),
}

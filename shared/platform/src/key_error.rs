use crate::tokens::TokenError;

/// A key is missing or unusable.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The operating system gave no random bytes.
    #[error("no random bytes to be had")]
    Random,
    /// This function was not granted the key that it asked for.
    #[error("this function was not given the {0} key")]
    NotGranted(&'static str),
    /// A stored key could not be read. Nothing of it is quoted.
    #[error("the {0} key could not be read: {1}")]
    Unreadable(&'static str, &'static str),
    /// A secret is none.
    #[error("the {0} secret is refused: {1}")]
    Guessable(&'static str, &'static str),
    /// Another token key would be one too many.
    #[error("{0} token keys are still needed; the oldest is not, a month after its successor came")]
    TooMany(usize),
    /// A token key is malformed.
    #[error(transparent)]
    Token(#[from] TokenError),
}

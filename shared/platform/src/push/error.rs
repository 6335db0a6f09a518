use jiff::SignedDuration;

/// A message was not handed to the push service, or nobody knows. The text of each repeats
/// neither the message nor the subscription.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// The subscription has ended and never comes back: it is to be deleted. The message was
    /// certainly not sent.
    #[error("the subscription has ended")]
    Gone,
    /// The service will never take this message: it was certainly not sent, and sending it again
    /// is in vain.
    #[error("the message was not accepted: {0}")]
    Refused(String),
    /// The service did not take it now. It was certainly not sent, and may be sent again after
    /// this time, or after a pause of the caller's choice.
    #[error("the message was not accepted now: {reason}")]
    NotNow {
        /// For how long the service asks to wait.
        retry_after: Option<SignedDuration>,
        /// Why.
        reason: String,
    },
    /// No answer, or one that says nothing: it may have been sent.
    #[error("whether the message was accepted is not known: {0}")]
    Unknown(String),
}

impl PushError {
    /// Whether the message was certainly not sent, so that what was reserved for it may be given
    /// back.
    #[must_use]
    pub const fn is_definite(&self) -> bool {
        match self {
            Self::Gone | Self::Refused(_) | Self::NotNow { .. } => true,
            Self::Unknown(_) => false,
        }
    }
}

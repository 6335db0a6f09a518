use jiff::SignedDuration;

/// A message was not accepted by the push service, or it is unknown whether it was. The error
/// texts contain neither the message nor the subscription.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// The subscription has ended for good: the caller deletes it. The message was certainly not
    /// sent.
    #[error("the subscription has ended")]
    Gone,
    /// The service will never accept this message: it was certainly not sent, and a retry would
    /// fail too.
    #[error("the message was not accepted: {0}")]
    Refused(String),
    /// The service did not accept the message now. It was certainly not sent, and may be retried
    /// after `retry_after`, or after a pause that the caller chooses.
    #[error("the message was not accepted now: {reason}")]
    NotNow {
        /// The time that the service asks to wait, if it says one.
        retry_after: Option<SignedDuration>,
        /// The reason for logs.
        reason: String,
    },
    /// No answer, or an inconclusive one: the message may have been sent.
    #[error("whether the message was accepted is not known: {0}")]
    Unknown(String),
}

impl PushError {
    /// Whether the message was certainly not sent, so that its reserved quota may be returned.
    #[must_use]
    pub const fn is_definite(&self) -> bool {
        match self {
            Self::Gone | Self::Refused(_) | Self::NotNow { .. } => true,
            Self::Unknown(_) => false,
        }
    }
}

use async_trait::async_trait;
use docket_domain::Contact;

/// An SMS or e-mail for one recipient.
#[derive(Clone)]
pub struct Message {
    /// The recipient. A phone number makes it an SMS, an e-mail address an e-mail.
    pub to: Contact,
    /// The text. It may contain a code, so it is never logged.
    pub text: String,
    /// The further parts of an e-mail. An SMS ignores them.
    pub mail: MailParts,
}

/// The parts of an e-mail other than its text.
#[derive(Clone, Default)]
pub struct MailParts {
    /// The subject line.
    pub subject: String,
    /// The HTML part, with the content of the text.
    pub html: Option<String>,
    /// The URL for one-click unsubscription from messages of this kind (RFC 8058).
    pub unsubscribe: Option<String>,
    /// Tags that the mail service repeats in its reports about this e-mail. Names and values
    /// consist of ASCII letters, digits, `_` and `-`.
    pub tags: Vec<(&'static str, String)>,
}

/// A message was not sent, or it is unknown whether it was sent. The error texts never
/// contain the message or its recipient.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// The channel will never accept this message: the number or the address is
    /// invalid. It was certainly not sent, and a retry would fail too.
    #[error("the message was not accepted: {0}")]
    Refused(String),
    /// The recipient has opted out of messages at the carrier. The message was
    /// certainly not sent.
    #[error("the recipient has opted out")]
    OptedOut,
    /// The channel did not accept the message now: it is throttled or misconfigured. The
    /// message was certainly not sent, and may be retried later.
    #[error("the message was not accepted: {0}")]
    NotNow(String),
    /// The channel gave no answer, or an inconclusive one: the message may have been
    /// sent.
    #[error("the message was not accepted: {0}")]
    Unknown(String),
}

impl MessageError {
    /// Whether the message was certainly not sent, so that its reserved quota may be
    /// returned.
    #[must_use]
    pub const fn is_definite(&self) -> bool {
        match self {
            Self::Refused(_) | Self::OptedOut | Self::NotNow(_) => true,
            Self::Unknown(_) => false,
        }
    }
}

/// Sends messages: SNS and SES, or the local program's console.
#[async_trait]
pub trait Messenger: Send + Sync {
    /// Sends one message through the channel of its recipient, in one attempt.
    ///
    /// # Errors
    ///
    /// [`MessageError`] when the channel did not confirm it; the variant says whether a
    /// retry makes sense.
    async fn send(&self, message: Message) -> Result<(), MessageError>;

    /// Whether a sender address for e-mail is configured. Without one,
    /// [`Self::send`] never succeeds for an e-mail address.
    fn sends_email(&self) -> bool {
        true
    }
}

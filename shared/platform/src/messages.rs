use async_trait::async_trait;
use docket_domain::Contact;

/// A text for one person.
#[derive(Clone)]
pub struct Message {
    /// Who gets it; decides the channel.
    pub to: Contact,
    /// The text. May hold a code, so it is never logged.
    pub text: String,
    /// What an e-mail has beside it. An SMS has none of it.
    pub mail: MailParts,
}

/// What an e-mail has beside its text.
#[derive(Clone, Default)]
pub struct MailParts {
    /// The subject line.
    pub subject: String,
    /// The HTML part, which says the same as the text.
    pub html: Option<String>,
    /// The address by which readers end messages like this one, in one click (RFC 8058).
    pub unsubscribe: Option<String>,
    /// What the mail service's reports about this e-mail repeat: names and values of ASCII
    /// letters, digits, `_` and `-`.
    pub tags: Vec<(&'static str, String)>,
}

/// A message did not go out, or nobody knows. The text of each never repeats
/// the message or its recipient.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// The channel will never take this message: the number or the address is
    /// invalid. It was certainly not sent, and sending it again is in vain.
    #[error("the message was not accepted: {0}")]
    Refused(String),
    /// The recipient has told the carrier that no messages are wanted. It was
    /// certainly not sent.
    #[error("the recipient has opted out")]
    OptedOut,
    /// The channel did not take it now: throttled, or misconfigured. It was
    /// certainly not sent, and may be sent again later.
    #[error("the message was not accepted: {0}")]
    NotNow(String),
    /// No answer, or one that says nothing: it may have been sent.
    #[error("the message was not accepted: {0}")]
    Unknown(String),
}

impl MessageError {
    /// Whether the message was certainly not sent, so that what was reserved
    /// for it may be given back.
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
    /// Hands one message to the channel of its recipient.
    ///
    /// # Errors
    ///
    /// [`MessageError`] when the channel did not accept it; it may then be
    /// sent again.
    async fn send(&self, message: Message) -> Result<(), MessageError>;

    /// Whether there is an address to send e-mail from. Where there is none,
    /// [`Self::send`] never succeeds for an e-mail address.
    fn sends_email(&self) -> bool {
        true
    }
}

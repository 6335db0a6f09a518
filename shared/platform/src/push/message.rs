use std::{fmt, str::FromStr, time::Duration};

/// A message for a browser: a payload that its service worker reads, and how the push service
/// delivers it.
#[derive(Clone, PartialEq, Eq)]
pub struct PushMessage {
    payload: Vec<u8>,
    ttl: Duration,
    urgency: Urgency,
    topic: Option<PushTopic>,
}

/// A push message or a topic is outside the limits of push services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PushMessageError {
    /// The payload has this many bytes, which is too many.
    #[error("a push message has at most {most} bytes, not {0}", most = PushMessage::MAX_PAYLOAD)]
    TooLong(usize),
    /// The time to live exceeds [`PushMessage::MAX_TTL`].
    #[error("a push service keeps a message for {} days at most", PushMessage::MAX_TTL.as_secs() / 86_400)]
    TooLate,
    /// The text is not a topic.
    #[error("a topic is 1 to {} characters of A-Z, a-z, 0-9, - and _", PushTopic::MAX_BYTES)]
    Topic,
}

impl PushMessage {
    /// The maximum payload in bytes. A push service accepts 4,096 bytes (RFC 8030, section 7.2).
    /// The header of the encrypted content takes 86 of them, the last record's delimiter one, and
    /// its tag 16.
    pub const MAX_PAYLOAD: usize = 3_993;
    /// The maximum time to live of a message: 28 days.
    pub const MAX_TTL: Duration = Duration::from_hours(28 * 24);

    /// Makes a message. The push service drops it when it could not be delivered within `ttl`,
    /// which is truncated to seconds. A `ttl` of zero reaches only browsers that are connected now.
    ///
    /// # Errors
    ///
    /// [`PushMessageError::TooLong`] or [`PushMessageError::TooLate`].
    pub fn new(
        payload: Vec<u8>,
        ttl: Duration,
        urgency: Urgency,
    ) -> Result<Self, PushMessageError> {
        if payload.len() > Self::MAX_PAYLOAD {
            return Err(PushMessageError::TooLong(payload.len()));
        }
        if ttl > Self::MAX_TTL {
            return Err(PushMessageError::TooLate);
        }
        Ok(Self { payload, ttl, urgency, topic: None })
    }

    /// Adds a topic: this message replaces an earlier one with an equal topic that has not been
    /// delivered yet.
    #[must_use]
    pub fn with_topic(self, topic: PushTopic) -> Self {
        Self { topic: Some(topic), ..self }
    }

    /// The bytes that the service worker reads.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// How long the push service keeps the message.
    #[must_use]
    pub const fn ttl(&self) -> Duration {
        self.ttl
    }

    /// The urgency.
    #[must_use]
    pub const fn urgency(&self) -> Urgency {
        self.urgency
    }

    /// The topic, if the message has one.
    #[must_use]
    pub const fn topic(&self) -> Option<&PushTopic> {
        self.topic.as_ref()
    }
}

/// The payload is left out, because it is private to its recipient.
impl fmt::Debug for PushMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PushMessage")
            .field("bytes", &self.payload.len())
            .field("ttl", &self.ttl)
            .field("urgency", &self.urgency)
            .finish_non_exhaustive()
    }
}

/// The topic of a message: a newer message with an equal topic replaces it (RFC 8030, section
/// 5.4). It has 1 to 32 characters of the URL-safe base64 alphabet. It is not encrypted: the push
/// service sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushTopic(String);

impl PushTopic {
    /// The maximum length in bytes.
    pub const MAX_BYTES: usize = 32;

    /// The value of the header `Topic`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PushTopic {
    type Err = PushMessageError;

    fn from_str(text: &str) -> Result<Self, PushMessageError> {
        let is_known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let good = (1..=Self::MAX_BYTES).contains(&text.len()) && text.bytes().all(is_known);
        if good { Ok(Self(text.to_owned())) } else { Err(PushMessageError::Topic) }
    }
}

/// How urgent a message is (RFC 8030, section 5.3). A device that saves power is only woken for
/// urgent messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Delivered to a device on power and Wi-Fi.
    VeryLow,
    /// Delivered to a device on power or Wi-Fi.
    Low,
    /// Delivered to a device on neither power nor Wi-Fi.
    Normal,
    /// Delivered even to a device with a low battery.
    High,
}

impl Urgency {
    /// The value of the header `Urgency`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::VeryLow => "very-low",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

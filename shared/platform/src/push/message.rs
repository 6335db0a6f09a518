use std::{fmt, str::FromStr, time::Duration};

/// A message for a browser: bytes that its service worker reads.
#[derive(Clone, PartialEq, Eq)]
pub struct PushMessage {
    payload: Vec<u8>,
    ttl: Duration,
    urgency: Urgency,
    topic: Option<PushTopic>,
}

/// There is no such message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PushMessageError {
    /// It has too many bytes.
    #[error("a push message has at most {most} bytes, not {0}", most = PushMessage::MAX_PAYLOAD)]
    TooLong(usize),
    /// It is to be kept for too long.
    #[error("a push service keeps a message for {} days at most", PushMessage::MAX_TTL.as_secs() / 86_400)]
    TooLate,
    /// The topic is none.
    #[error("a topic is 1 to {} characters of A-Z, a-z, 0-9, - and _", PushTopic::MAX_BYTES)]
    Topic,
}

impl PushMessage {
    /// The most bytes. A push service takes 4,096 (RFC 8030, section 7.2); the header of the
    /// encrypted content has 86 of them, the last record's delimiter one, and its tag 16.
    pub const MAX_PAYLOAD: usize = 3_993;
    /// The longest time that push services keep a message for.
    pub const MAX_TTL: Duration = Duration::from_hours(28 * 24);

    /// A message that the push service drops when it could not be delivered for `ttl`, of which
    /// whole seconds count; zero is for browsers that are connected now.
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

    /// With a topic: this message takes the place of an earlier one of the same topic that was
    /// not delivered yet.
    #[must_use]
    pub fn with_topic(self, topic: PushTopic) -> Self {
        Self { topic: Some(topic), ..self }
    }

    /// What the service worker reads.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// For how long the push service keeps it.
    #[must_use]
    pub const fn ttl(&self) -> Duration {
        self.ttl
    }

    /// How urgent it is.
    #[must_use]
    pub const fn urgency(&self) -> Urgency {
        self.urgency
    }

    /// Its topic.
    #[must_use]
    pub const fn topic(&self) -> Option<&PushTopic> {
        self.topic.as_ref()
    }
}

/// The payload is left out: it is for one person.
impl fmt::Debug for PushMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PushMessage")
            .field("bytes", &self.payload.len())
            .field("ttl", &self.ttl)
            .field("urgency", &self.urgency)
            .finish_non_exhaustive()
    }
}

/// What a message is about, by which a newer one replaces it (RFC 8030, section 5.4): 1 to 32
/// characters of the URL-safe base64 alphabet. The push service sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushTopic(String);

impl PushTopic {
    /// The most characters.
    pub const MAX_BYTES: usize = 32;

    /// As the header `Topic` has it.
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

/// How urgent a message is (RFC 8030, section 5.3): a device that saves power is woken for some
/// only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// For a device on power and Wi-Fi.
    VeryLow,
    /// For a device on power or Wi-Fi.
    Low,
    /// For a device on neither.
    Normal,
    /// For a device whose battery is low.
    High,
}

impl Urgency {
    /// As the header `Urgency` has it.
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

//! The errors of push subscriptions.

/// The most bytes of an endpoint.
pub(super) const MAX_ENDPOINT: usize = 1_000;

/// A part of a subscription, as the Push API names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushPart {
    /// The URL to which messages are sent.
    Endpoint,
    /// The browser's public key.
    P256dh,
    /// The browser's authentication secret.
    Auth,
}

/// Why a subscription is refused. No message repeats the authentication secret or the whole
/// endpoint, which must be treated like a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PushSubscriptionError {
    /// The endpoint has too many bytes.
    #[error("must have at most {most} bytes, not {0}", most = MAX_ENDPOINT)]
    TooLong(usize),
    /// The endpoint is not a URL of the form that push services give out.
    #[error(
        "must be an https URL of a push service: a lower-case host without a user or a port, a \
         path, and no fragment"
    )]
    NoUrl,
    /// The host of the endpoint is not a push service of a browser.
    #[error(
        "must be at a push service of a browser, not at {0}; the allowed hosts are \
         fcm.googleapis.com, *.push.apple.com, *.push.services.mozilla.com and *.notify.windows.com"
    )]
    UnknownHost(String),
    /// The public key does not have the form of a P-256 public key.
    #[error("must be an uncompressed P-256 public key: 65 bytes in base64url without padding")]
    P256dh,
    /// The authentication secret does not have 16 bytes.
    #[error("must be 16 bytes in base64url without padding")]
    Auth,
}

impl PushSubscriptionError {
    /// The part of the subscription that is refused.
    #[must_use]
    pub const fn part(&self) -> PushPart {
        match self {
            Self::TooLong(_) | Self::NoUrl | Self::UnknownHost(_) => PushPart::Endpoint,
            Self::P256dh => PushPart::P256dh,
            Self::Auth => PushPart::Auth,
        }
    }
}

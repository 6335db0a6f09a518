//! Push subscriptions of browsers.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{PushOrigins, PushSubscriptionError, error::MAX_ENDPOINT, origins::is_name};

/// The URL at a push service to which messages for one browser are sent.
///
/// Whoever has it and the deployment's private key can send messages, so no log contains it: its
/// `Debug` shows only the origin.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PushEndpoint(String);

impl PushEndpoint {
    /// The most bytes. Endpoints of browsers have about 200 to 700 bytes. A longer one would not
    /// fit into a sort key.
    pub const MAX_BYTES: usize = MAX_ENDPOINT;

    /// Reads an endpoint: an https URL on port 443 at one of `origins`.
    ///
    /// # Errors
    ///
    /// [`PushSubscriptionError`].
    pub fn parse(text: &str, origins: &PushOrigins) -> Result<Self, PushSubscriptionError> {
        if text.len() > Self::MAX_BYTES {
            return Err(PushSubscriptionError::TooLong(text.len()));
        }
        if origins.is_local(text) {
            return Ok(Self(text.to_owned()));
        }
        let host = host(text).ok_or(PushSubscriptionError::NoUrl)?;
        if !PushOrigins::has_host(host) {
            return Err(PushSubscriptionError::UnknownHost(host.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// A stored value, which [`Self::parse`] accepted.
    #[must_use]
    pub fn from_stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme, host and port, as in RFC 6454.
    #[must_use]
    pub fn origin(&self) -> &str {
        let after_scheme = self.0.find("://").map_or(0, |at| at + 3);
        let end = self.0[after_scheme..].find('/').map_or(self.0.len(), |at| after_scheme + at);
        &self.0[..end]
    }
}

impl fmt::Debug for PushEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PushEndpoint({}/…)", self.origin())
    }
}

/// The host of an https URL without user, port and fragment, and with a path.
fn host(url: &str) -> Option<&str> {
    let (host, path) = url.strip_prefix("https://")?.split_once('/')?;
    // The characters that RFC 3986 allows in a path or a query.
    let is_part =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:@/?".contains(&byte);
    (host.len() <= 253 && is_name(host) && !path.is_empty() && path.bytes().all(is_part))
        .then_some(host)
}

/// A browser's subscription to push messages.
#[derive(Clone, PartialEq, Eq)]
pub struct PushSubscription {
    endpoint: PushEndpoint,
    p256dh: [u8; Self::P256DH_BYTES],
    auth: [u8; Self::AUTH_BYTES],
}

impl PushSubscription {
    /// The number of bytes of an uncompressed P-256 public key (RFC 8291, section 3.1).
    pub const P256DH_BYTES: usize = 65;
    /// The number of bytes of an authentication secret (RFC 8291, section 3.2).
    pub const AUTH_BYTES: usize = 16;

    /// Reads a subscription from its parts: the endpoint, at one of `origins`, and both keys in
    /// base64url without padding. This does not check that the public key is a point of the curve.
    ///
    /// # Errors
    ///
    /// All faults of the subscription.
    pub fn parse(
        origins: &PushOrigins,
        endpoint: &str,
        p256dh: &str,
        auth: &str,
    ) -> Result<Self, Vec<PushSubscriptionError>> {
        let endpoint = PushEndpoint::parse(endpoint, origins);
        // The first byte 4 marks an uncompressed key.
        let p256dh = bytes(p256dh)
            .filter(|key: &[u8; Self::P256DH_BYTES]| key[0] == 4)
            .ok_or(PushSubscriptionError::P256dh);
        let auth = bytes(auth).ok_or(PushSubscriptionError::Auth);
        match (endpoint, p256dh, auth) {
            (Ok(endpoint), Ok(p256dh), Ok(auth)) => Ok(Self { endpoint, p256dh, auth }),
            (endpoint, p256dh, auth) => {
                Err([endpoint.err(), p256dh.err(), auth.err()].into_iter().flatten().collect())
            }
        }
    }

    /// A stored value, which [`Self::parse`] accepted.
    #[must_use]
    pub const fn from_stored(
        endpoint: PushEndpoint,
        p256dh: [u8; Self::P256DH_BYTES],
        auth: [u8; Self::AUTH_BYTES],
    ) -> Self {
        Self { endpoint, p256dh, auth }
    }

    /// The URL to which messages are sent.
    #[must_use]
    pub const fn endpoint(&self) -> &PushEndpoint {
        &self.endpoint
    }

    /// The browser's public key: an uncompressed P-256 key.
    #[must_use]
    pub const fn p256dh(&self) -> &[u8; Self::P256DH_BYTES] {
        &self.p256dh
    }

    /// The browser's authentication secret.
    #[must_use]
    pub const fn auth(&self) -> &[u8; Self::AUTH_BYTES] {
        &self.auth
    }
}

impl fmt::Debug for PushSubscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PushSubscription").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    // A longer text cannot have `N` bytes, so it is not decoded.
    if text.len() > N * 2 {
        return None;
    }
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

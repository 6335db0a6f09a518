//! The port for HTTP requests that no AWS SDK makes, and the rule which URLs they
//! may be sent to: https, or plain http to this machine.

use async_trait::async_trait;
use http::{Request, Response, Uri};

/// Sends HTTP requests that no AWS SDK makes.
#[async_trait]
pub trait HttpClient: Send + Sync {
    /// Sends a request and returns its response, whatever the status is. `max_body`
    /// is the largest body that is read, in bytes; with `None` the body is not read
    /// and the returned body is empty.
    ///
    /// The URL's scheme decides between TLS and plain http, which is allowed to this
    /// machine only. Redirects are returned and not followed. There are no retries and
    /// no timeout: the caller adds both.
    ///
    /// # Errors
    ///
    /// [`HttpError`]. Only [`HttpError::Address`] means that the request was certainly
    /// not sent.
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        max_body: Option<usize>,
    ) -> Result<Response<Vec<u8>>, HttpError>;
}

/// A request got no response, or one that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// The URL is neither https nor plain http to this machine.
    #[error("it is no https URL")]
    Address,
    /// The server was not reached, or did not respond.
    #[error("{0}")]
    NotReached(String),
    /// The response's body ended early.
    #[error("{0}")]
    Interrupted(String),
    /// The response's body is longer than this many bytes.
    #[error("the answer has more than {0} bytes")]
    TooLarge(usize),
}

/// Which transports a server may be reached by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Only https.
    Secure,
    /// https, and plain http to this machine for development and tests.
    SecureOrLoopback,
}

/// How a URL's server is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Over TLS.
    Https,
    /// Over plain http, on this machine.
    Loopback,
}

impl Transport {
    /// How the URL's server is reached; `None` when this transport does not allow the
    /// URL, or when the URL has a fragment or user information.
    #[must_use]
    pub fn scheme(self, url: &str) -> Option<Scheme> {
        let uri: Uri = url.parse().ok()?;
        if url.contains(['#', '@']) {
            return None;
        }
        let is_here = matches!(uri.host()?, "127.0.0.1" | "[::1]" | "localhost");
        match (uri.scheme_str()?, self) {
            ("https", _) => Some(Scheme::Https),
            ("http", Self::SecureOrLoopback) if is_here => Some(Scheme::Loopback),
            (_, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transport_allows_https_and_plain_http_only_to_this_machine() {
        use Transport::{Secure, SecureOrLoopback};
        for (url, expected) in [
            ("https://id.example.com", [Some(Scheme::Https); 2]),
            ("https://id.example.com:8443/tenant/a", [Some(Scheme::Https); 2]),
            ("http://127.0.0.1:9000", [None, Some(Scheme::Loopback)]),
            ("http://[::1]:9000/a", [None, Some(Scheme::Loopback)]),
            ("http://localhost", [None, Some(Scheme::Loopback)]),
            ("http://id.example.com", [None; 2]),
            ("http://127.0.0.1.example.com", [None; 2]),
            ("http://127.0.0.1@example.com", [None; 2]),
            ("https://user@id.example.com", [None; 2]),
            ("https://id.example.com/keys?a=b", [Some(Scheme::Https); 2]),
            ("https://id.example.com#a", [None; 2]),
            ("file:///etc/passwd", [None; 2]),
            ("id.example.com", [None; 2]),
            ("", [None; 2]),
        ] {
            assert_eq!([Secure, SecureOrLoopback].map(|it| it.scheme(url)), expected, "{url}");
        }
    }
}

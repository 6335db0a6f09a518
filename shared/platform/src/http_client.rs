//! Requests that are not made by an SDK of AWS: whom they may go to, and the port
//! that sends them.

use async_trait::async_trait;
use http::{Request, Response, Uri};

/// Sends requests that are not made by an SDK of AWS.
#[async_trait]
pub trait HttpClient: Send + Sync {
    /// Sends a request and reads its answer, headers and body, whatever the
    /// status is. `max_body` is the largest body that is read, in bytes; with
    /// `None` the body is not read at all, and what is returned is empty.
    ///
    /// The URL's scheme decides between TLS and plain http, which goes to this
    /// machine only. A redirect is an answer like any other. Nothing is sent
    /// twice, and nothing limits the time: both are the caller's to decide.
    ///
    /// # Errors
    ///
    /// [`HttpError`]; after [`HttpError::Address`] alone it is certain that
    /// nothing was sent.
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        max_body: Option<usize>,
    ) -> Result<Response<Vec<u8>>, HttpError>;
}

/// A request has no answer, or none that is read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// The URL is neither https nor plain http to this machine.
    #[error("it is no https URL")]
    Address,
    /// No answer came.
    #[error("{0}")]
    NotReached(String),
    /// The answer's body ended before its end.
    #[error("{0}")]
    Interrupted(String),
    /// The answer's body is longer than this many bytes.
    #[error("the answer has more than {0} bytes")]
    TooLarge(usize),
}

/// Which transport somebody may be reached by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Only https.
    Secure,
    /// Also plain http to this very machine, for development and tests.
    SecureOrLoopback,
}

/// How somebody is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// By TLS.
    Https,
    /// By plain http, on this machine.
    Loopback,
}

impl Transport {
    /// How a URL is reached, if it may be.
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
    fn somebody_is_reached_by_https_or_on_this_machine() {
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

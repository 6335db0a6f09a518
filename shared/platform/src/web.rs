//! Requests to others than AWS's services: the SDK's own HTTP client and TLS.

use aws_smithy_http_client::{
    Connector,
    tls::{self, rustls_provider::CryptoMode},
};
use http::Uri;

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

/// How a URL is reached, if it may be.
pub fn scheme(url: &str, transport: Transport) -> Option<Scheme> {
    let uri: Uri = url.parse().ok()?;
    if url.contains(['#', '@']) {
        return None;
    }
    let is_here = matches!(uri.host()?, "127.0.0.1" | "[::1]" | "localhost");
    match (uri.scheme_str()?, transport) {
        ("https", _) => Some(Scheme::Https),
        ("http", Transport::SecureOrLoopback) if is_here => Some(Scheme::Loopback),
        (_, _) => None,
    }
}

/// What requests are sent with.
pub fn connector(scheme: Scheme) -> Connector {
    match scheme {
        Scheme::Https => {
            let aws_lc = tls::Provider::Rustls(CryptoMode::AwsLc);
            Connector::builder().tls_provider(aws_lc).build()
        }
        Scheme::Loopback => Connector::builder().build_http(),
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
            assert_eq!([Secure, SecureOrLoopback].map(|it| scheme(url, it)), expected, "{url}");
        }
    }
}

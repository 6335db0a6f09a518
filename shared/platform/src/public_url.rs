//! The public URL of the deployment.

use std::str::FromStr;

/// The origin of the pages and the API, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// Scheme, host and port.
    origin: String,
    host: String,
    is_secure: bool,
}

/// A text is not a usable public URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "no https address of a host, like https://orders.example.com; on this machine http will do"
)]
pub struct PublicUrlError;

impl PublicUrl {
    /// The host name, without a port.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The URL of a page or an API path. `path` begins with `/`.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Whether the scheme is https.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.is_secure
    }
}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let (scheme, rest) = text.split_once("://").ok_or(PublicUrlError)?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
        let is_name = !host.is_empty()
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
        let is_here = matches!(host, "localhost" | "127.0.0.1");
        let is_secure = scheme == "https";
        let good =
            is_name && port.parse::<u16>().is_ok() && (is_secure || scheme == "http" && is_here);
        if !good {
            return Err(PublicUrlError);
        }
        Ok(Self { origin: format!("{scheme}://{authority}"), host: host.to_owned(), is_secure })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_url_accepts_https_and_plain_http_only_to_this_machine() {
        for (text, host, is_secure) in [
            ("https://orders.example.com", "orders.example.com", true),
            ("https://orders.example.com:8443/", "orders.example.com", true),
            ("http://127.0.0.1:4100", "127.0.0.1", false),
            ("http://localhost", "localhost", false),
        ] {
            let url: PublicUrl = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((url.host(), url.is_secure()), (host, is_secure), "{text}");
            assert_eq!(url.at("/t/A"), format!("{}/t/A", text.trim_end_matches('/')));
        }
        for text in [
            "",
            "orders.example.com",
            "http://orders.example.com",
            "ftp://localhost",
            "https://",
            "https://a/b",
            "https://a@b",
            "https://a:b",
            "https://a b",
            "https://localhost.evil/x",
            "http://localhost.evil",
        ] {
            assert_eq!(text.parse::<PublicUrl>(), Err(PublicUrlError), "{text}");
        }
    }
}

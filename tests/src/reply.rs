use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;

use crate::canary;

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub text: String,
}

impl Reply {
    /// Reads a response.
    ///
    /// # Errors
    ///
    /// When the connection breaks.
    pub async fn read(response: reqwest::Response) -> reqwest::Result<Self> {
        let (status, headers) = (response.status(), response.headers().clone());
        // Not `text()`, which drops a byte order mark.
        let text = String::from_utf8_lossy(&response.bytes().await?).into_owned();
        canary::received(&text);
        Ok(Self { status: status.as_u16(), headers, text })
    }

    /// The body as JSON, null when it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// The value at a JSON pointer, null when there is none.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Value {
        self.json().pointer(pointer).cloned().unwrap_or(Value::Null)
    }

    /// The text at a JSON pointer, empty when there is none.
    #[must_use]
    pub fn text_at(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_default().to_owned()
    }

    /// A header's value, empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// This reply, if it has `status`.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// This reply, if it is a well-formed problem with `status` and `code`.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.text_at("/code").as_str()), (status, code), "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.at("/status"), status);
        assert_eq!(self.at("/type"), "about:blank");
        let title = StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason());
        assert_eq!(self.text_at("/title"), title.unwrap_or_default());
        assert!(!self.text_at("/detail").is_empty(), "{}", self.text);
        assert_eq!(self.text_at("/requestId"), self.header("x-request-id"));
        assert!(!self.text_at("/requestId").is_empty(), "{}", self.text);
        if matches!(status, 429 | 503) {
            assert!(self.header("retry-after").parse::<u64>().is_ok(), "no Retry-After");
        }
        self
    }
}

use jiff::Timestamp;
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;

use crate::canary;

/// A complete HTTP response.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub text: String,
    /// The bytes of the body.
    pub bytes: Vec<u8>,
}

impl Reply {
    /// Reads a response.
    ///
    /// # Errors
    ///
    /// When the connection breaks.
    pub async fn read(response: reqwest::Response) -> reqwest::Result<Self> {
        let (status, headers) = (response.status(), response.headers().clone());
        // Dead letters hold events of AWS, and the API's description examples of requests: their times
        // may have other formats.
        let path = response.url().path();
        let is_ours = !path.starts_with("/_local/dead-letters") && path != "/openapi.json";
        // `text()` would drop a byte order mark.
        let bytes = response.bytes().await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        canary::received(&text);
        if is_ours {
            let json = serde_json::from_str(&text).unwrap_or_default();
            assert_eq!(imprecise(&json), None, "a moment without three digits of a second: {text}");
        }
        Ok(Self { status: status.as_u16(), headers, text, bytes: bytes.into() })
    }

    /// The body as JSON, or null when it is not JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// The value at a JSON pointer, or null when there is none.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Value {
        self.json().pointer(pointer).cloned().unwrap_or(Value::Null)
    }

    /// The text at a JSON pointer, or empty when there is none.
    #[must_use]
    pub fn text_at(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_default().to_owned()
    }

    /// A header's value, or empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Returns this reply. Panics unless it has `status`.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Returns this reply. Panics unless it is a well-formed problem with `status` and `code`. A
    /// reason follows the code after a colon: `conflict: picked_up`.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        if let Err(why) = self.as_problem(status, code) {
            panic!("{why}: {}", self.text);
        }
        self
    }

    /// Checks that this reply is a well-formed problem with `status` and `code`, for callers that
    /// continue after a failure.
    ///
    /// # Errors
    ///
    /// A description of the first difference.
    pub fn as_problem(&self, status: u16, code: &str) -> Result<&Self, String> {
        let code_and_reason = [self.text_at("/code"), self.text_at("/reason")];
        let code_and_reason = if code_and_reason[1].is_empty() {
            code_and_reason[0].clone()
        } else {
            code_and_reason.join(": ")
        };
        let title = StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason());
        let number = status.to_string();
        for (what, is, wanted) in [
            ("status", self.status.to_string(), number.as_str()),
            ("code", code_and_reason, code),
            ("content type", self.header("content-type").to_owned(), "application/problem+json"),
            ("/status", self.at("/status").to_string(), &number),
            ("/type", self.text_at("/type"), "about:blank"),
            ("/title", self.text_at("/title"), title.unwrap_or_default()),
            ("/requestId", self.text_at("/requestId"), self.header("x-request-id")),
        ] {
            if is != wanted {
                return Err(format!("{what} is {is}, not {wanted}"));
            }
        }
        if self.text_at("/detail").is_empty() || self.text_at("/requestId").is_empty() {
            return Err("no detail, or no request id".to_owned());
        }
        if matches!(status, 429 | 503) && self.header("retry-after").parse::<u64>().is_err() {
            return Err("no Retry-After".to_owned());
        }
        Ok(self)
    }
}

/// Finds a text that is a timestamp without exactly three digits of fractional seconds.
fn imprecise(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => {
            let at: Timestamp = text.parse().ok()?;
            (*text != format!("{at:.3}")).then_some(text)
        }
        Value::Array(items) => items.iter().find_map(imprecise),
        Value::Object(fields) => fields.values().find_map(imprecise),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn imprecise_finds_a_timestamp_without_three_fractional_digits_at_any_depth() {
        for text in ["2026-11-20T12:00:00Z", "2026-11-20T12:00:35.18Z", "2026-11-20T12:00:00+00:00"]
        {
            assert_eq!(imprecise(&json!({"a": [1, {"b": text}]})), Some(text));
        }
        let others =
            json!(["2026-11-20T12:00:35.180Z", "2026-11-20", "at 2026-11-20T12:00:00Z", 1]);
        assert_eq!(imprecise(&others), None);
    }
}

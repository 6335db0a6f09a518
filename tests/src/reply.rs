use jiff::Timestamp;
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
    /// The body as it was sent.
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
        // A dead letter is what AWS handed over, in AWS's words; a description has examples of requests.
        let path = response.url().path();
        let is_ours = !path.starts_with("/_local/dead-letters") && path != "/openapi.json";
        // Not `text()`, which drops a byte order mark.
        let bytes = response.bytes().await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        canary::received(&text);
        if is_ours {
            let json = serde_json::from_str(&text).unwrap_or_default();
            assert_eq!(imprecise(&json), None, "a moment without three digits of a second: {text}");
        }
        Ok(Self { status: status.as_u16(), headers, text, bytes: bytes.into() })
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

    /// This reply, if it is a well-formed problem with `status` and `code`, which
    /// is followed by the reason where it has one: `conflict: picked_up`.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        if let Err(why) = self.as_problem(status, code) {
            panic!("{why}: {}", self.text);
        }
        self
    }

    /// The same for who goes on after a failure.
    ///
    /// # Errors
    ///
    /// What is otherwise.
    pub fn as_problem(&self, status: u16, code: &str) -> Result<&Self, String> {
        let told = [self.text_at("/code"), self.text_at("/reason")];
        let told = if told[1].is_empty() { told[0].clone() } else { told.join(": ") };
        let title = StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason());
        let number = status.to_string();
        for (what, is, wanted) in [
            ("status", self.status.to_string(), number.as_str()),
            ("code", told, code),
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

/// A text that is a moment, and not written as every moment is.
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
    fn a_moment_without_three_digits_is_found_wherever_it_is() {
        for text in ["2026-11-20T12:00:00Z", "2026-11-20T12:00:35.18Z", "2026-11-20T12:00:00+00:00"]
        {
            assert_eq!(imprecise(&json!({"a": [1, {"b": text}]})), Some(text));
        }
        let others =
            json!(["2026-11-20T12:00:35.180Z", "2026-11-20", "at 2026-11-20T12:00:00Z", 1]);
        assert_eq!(imprecise(&others), None);
    }
}

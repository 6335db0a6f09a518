//! The response to a request that was refused.

use axum::response::{IntoResponse, Response};
use docket_app::ProblemCode;
use docket_domain::Role;
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

use super::status;
use crate::http::denials::Denial;

/// The text of an error as a sentence for people: with a capital at its beginning and a full stop
/// at its end, both of which error types leave out.
///
/// The first word stays as it is where it is no plain word: code in backticks, a quotation, a
/// number, or an identifier like `sellerId` or `image/png`.
#[must_use]
pub fn sentence(mut text: String) -> String {
    let word = text.split_whitespace().next().unwrap_or_default();
    let word = word.trim_end_matches([',', ';', ':', '.', '!', '?']);
    let is_plain = word.chars().all(|it| it.is_lowercase() || it == '-' || it == '\'');
    if let Some(first) = text.chars().next().filter(|_| is_plain) {
        text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    if !text.is_empty() && !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

/// RFC 9457 problem details, before the id of the request is known.
#[derive(Debug, Clone)]
pub struct Problem {
    code: ProblemCode,
    detail: String,
    more: Map<String, Value>,
    retry_after: Option<u64>,
    allow: Option<String>,
    unexplained: bool,
}

impl Problem {
    pub(super) fn new(code: ProblemCode, detail: String) -> Self {
        let detail = sentence(detail);
        Self { code, detail, more: Map::new(), retry_after: None, allow: None, unexplained: false }
    }

    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    pub(super) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    pub(super) fn allow(mut self, methods: String) -> Self {
        self.allow = Some(methods);
        self
    }

    /// A refusal whose `detail` does not yet say who is allowed.
    pub(super) fn unexplained(self) -> Self {
        Self { unexplained: true, ..self }
    }

    /// Writes into `detail` who is allowed to do what was refused to a caller with this role,
    /// unless the refusal has a reason of its own.
    pub fn explain(&mut self, denial: Denial, role: Role) {
        if self.unexplained {
            let Denial { who, what } = denial;
            self.detail = format!("Only {who} can {what}. Your role is {}.", role.name());
        }
    }

    /// The stable code of the problem.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code.name()
    }

    /// The JSON body of the response.
    #[must_use]
    pub fn json(self, request_id: &str) -> Value {
        let (status, mut body) = (status(self.code), self.more);
        body.insert("type".to_owned(), json!("about:blank"));
        body.insert("title".to_owned(), json!(status.canonical_reason().unwrap_or("Error")));
        body.insert("status".to_owned(), json!(status.as_u16()));
        body.insert("detail".to_owned(), json!(self.detail));
        body.insert("code".to_owned(), json!(self.code.name()));
        body.insert("requestId".to_owned(), json!(request_id));
        Value::Object(body)
    }
}

impl IntoResponse for Problem {
    /// Only status and headers: the body is written by the outermost layer, which knows the id of
    /// the request.
    fn into_response(self) -> Response {
        let status = status(self.code);
        let mut response = status.into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(allow) =
            self.allow.as_deref().and_then(|allow| HeaderValue::from_str(allow).ok())
        {
            headers.insert(header::ALLOW, allow);
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_sentence_begins_with_a_capital_and_ends_with_a_full_stop() {
        for (text, expected) in [
            ("the order is cancelled", "The order is cancelled."),
            ("must be between 1 and 100", "Must be between 1 and 100."),
            ("e-mail is not sent here", "E-mail is not sent here."),
            ("émile", "Émile."),
            ("is required for the US (its state)", "Is required for the US (its state)."),
            ("first; second", "First; second."),
            ("Your role is seller.", "Your role is seller."),
            ("really?", "Really?"),
            ("stop!", "Stop!"),
            ("", ""),
        ] {
            assert_eq!(sentence(text.to_owned()), expected);
        }
    }

    #[test]
    fn a_sentence_keeps_a_first_word_that_is_no_plain_word() {
        for text in ["`flown` is unknown", "'a' is short", "2 are left", "sellerId is absent"] {
            assert_eq!(sentence(text.to_owned()), format!("{text}."));
        }
        assert_eq!(sentence("image/png, not that".to_owned()), "image/png, not that.");
        assert_eq!(sentence("FREQ is required".to_owned()), "FREQ is required.");
    }
}

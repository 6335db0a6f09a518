//! The response to a request that was refused.

use axum::response::{IntoResponse, Response};
use docket_app::ProblemCode;
use docket_domain::Role;
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

use super::{sentence::sentence, status::status};
use crate::http::denials::Denial;

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

//! Errors in the provider's shape.

use serde_json::{Map, Value, json};

/// The type of an error, by which the official libraries choose the exception that they raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorType {
    /// The provider failed.
    Api,
    /// The card was declined.
    Card,
    /// An idempotency key was used for another request.
    Idempotency,
    /// The request is wrong, or the state of the records does not allow it.
    InvalidRequest,
}

impl ErrorType {
    const fn name(self) -> &'static str {
        match self {
            Self::Api => "api_error",
            Self::Card => "card_error",
            Self::Idempotency => "idempotency_error",
            Self::InvalidRequest => "invalid_request_error",
        }
    }
}

/// An error response of the API.
#[derive(Debug, Clone)]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    kind: ErrorType,
    message: String,
    /// The stable name of the error.
    pub code: Option<&'static str>,
    decline_code: Option<&'static str>,
    parameter: Option<String>,
    /// Further fields: the charge, the payment intent.
    more: Map<String, Value>,
    /// Whether the request was refused before it was executed. The answer is then not stored under
    /// the idempotency key.
    pub is_before_work: bool,
}

impl ApiError {
    /// Makes an error with a status and a type.
    pub fn new(status: u16, kind: ErrorType, message: impl Into<String>) -> Self {
        Self {
            status,
            kind,
            message: message.into(),
            code: None,
            decline_code: None,
            parameter: None,
            more: Map::new(),
            is_before_work: false,
        }
    }

    /// A parameter is wrong.
    pub fn parameter(name: &str, message: impl Into<String>) -> Self {
        let mut error = Self::new(400, ErrorType::InvalidRequest, message);
        error.parameter = Some(name.to_owned());
        error.is_before_work = true;
        error
    }

    /// A required parameter is absent.
    pub fn absent(name: &str) -> Self {
        Self::parameter(name, format!("Missing required param: {name}.")).code("parameter_missing")
    }

    /// The state of the records does not allow the request.
    pub fn state(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(400, ErrorType::InvalidRequest, message).code(code)
    }

    /// The record in the path does not exist.
    pub fn missing(what: &str, id: &str) -> Self {
        let mut error = Self::missing_parameter(what, id, "id");
        error.status = 404;
        error
    }

    /// The record that a parameter names does not exist.
    pub fn missing_parameter(what: &str, id: &str, parameter: &str) -> Self {
        Self::parameter(parameter, format!("No such {what}: '{id}'")).code("resource_missing")
    }

    /// Sets the code.
    pub fn code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// Sets the reason of a declined card.
    pub fn declined(mut self, decline_code: Option<&'static str>) -> Self {
        self.decline_code = decline_code;
        self
    }

    /// Names the parameter of an error that was found during the execution.
    pub fn about(mut self, parameter: &str) -> Self {
        self.parameter = Some(parameter.to_owned());
        self
    }

    /// Adds a further field.
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    /// The content of the response's field `error`.
    pub fn fields(&self) -> Value {
        let mut fields = Map::new();
        let texts = [
            ("code", self.code),
            ("decline_code", self.decline_code),
            ("message", Some(self.message.as_str())),
            ("param", self.parameter.as_deref()),
            ("type", Some(self.kind.name())),
        ];
        fields
            .extend(texts.into_iter().filter_map(|(name, text)| Some((name.into(), text?.into()))));
        fields.extend(self.more.clone());
        Value::Object(fields)
    }

    /// The body of the response.
    pub fn body(&self) -> Value {
        json!({"error": self.fields()})
    }
}

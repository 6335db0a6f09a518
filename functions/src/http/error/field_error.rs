//! A place in a request, and what is wrong there.

use serde::Serialize;

use crate::openapi::samples;

/// A place in a request that is at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = samples::field_error)]
pub struct FieldError {
    /// JSON pointer into the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/items/0/quantity")]
    pub pointer: Option<String>,
    /// Name of a header, or of a parameter in path or query.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "limit")]
    pub parameter: Option<String>,
    /// What is wrong.
    #[schema(example = "must be between 1 and 100")]
    pub detail: String,
}

impl FieldError {
    /// At a place in the body.
    pub fn at(pointer: impl Into<String>, detail: impl ToString) -> Self {
        Self { pointer: Some(pointer.into()), parameter: None, detail: detail.to_string() }
    }

    /// The same in a part of the body.
    #[must_use]
    pub fn under(self, part: &str) -> Self {
        Self { pointer: self.pointer.map(|pointer| format!("{part}{pointer}")), ..self }
    }

    /// In a header or parameter.
    pub fn parameter(name: &str, detail: impl ToString) -> Self {
        Self { pointer: None, parameter: Some(name.to_owned()), detail: detail.to_string() }
    }
}

//! A place in a request, and what is wrong there.

use docket_app::Fault;
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

impl From<Fault> for FieldError {
    fn from(Fault { pointer, parameter, detail }: Fault) -> Self {
        Self { pointer, parameter, detail }
    }
}

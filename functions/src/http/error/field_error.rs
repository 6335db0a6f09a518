//! A place in a request, and what is wrong there.

use docket_app::Fault;
use serde::Serialize;

use super::sentence::sentence;
use crate::openapi::samples;

/// An invalid place in a request. Either `pointer` or `parameter` says where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = samples::field_error)]
pub struct FieldError {
    /// The JSON pointer (RFC 6901) of the place in the body, such as `/items/0/quantity`. Absent if
    /// the place is not in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/items/0/quantity")]
    pub pointer: Option<String>,
    /// The name of the header, or of the parameter in path or query. Absent if the place is in the
    /// body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "limit")]
    pub parameter: Option<String>,
    /// What is wrong at this place, for people.
    #[schema(example = "Must be between 1 and 100.")]
    pub detail: String,
}

impl From<Fault> for FieldError {
    fn from(Fault { pointer, parameter, detail }: Fault) -> Self {
        Self { pointer, parameter, detail: sentence(detail) }
    }
}

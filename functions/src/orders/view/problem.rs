//! What keeps a driver from delivering an order, as staff and the driver see it.

use docket_domain::{DeliveryProblem, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// Why an order that is out for delivery was not delivered.
#[derive(Serialize, ToSchema)]
#[schema(as = DeliveryProblem)]
pub struct ProblemView {
    /// What the driver met.
    #[schema(value_type = words::ProblemKindName)]
    kind: &'static str,
    /// More of it; null when nothing was written.
    #[schema(value_type = Option<words::Note>, required)]
    notes: Option<String>,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Moment,
}

impl From<DeliveryProblem<'_>> for ProblemView {
    fn from(problem: DeliveryProblem<'_>) -> Self {
        Self {
            kind: problem.kind.name(),
            notes: problem.entry.note.as_ref().map(Text::to_string),
            at: problem.entry.at.into(),
        }
    }
}

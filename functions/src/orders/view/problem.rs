//! The problem that prevents a delivery, for staff and the driver.

use docket_domain::{DeliveryProblem, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// Why an order that is out for delivery could not be delivered.
#[derive(Serialize, ToSchema)]
#[schema(as = DeliveryProblem)]
pub struct ProblemView {
    /// Kind of the problem: `nobody_there` (nobody answers), `refused` (the customer does not take
    /// the order), `wrong_address` (the address does not exist or is not the customer's) or
    /// `other`.
    #[schema(value_type = words::ProblemKindName)]
    kind: &'static str,
    /// Description by the driver; null if nothing was written.
    #[schema(value_type = Option<words::Note>, required)]
    notes: Option<String>,
    /// When the problem occurred (UTC, RFC 3339).
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

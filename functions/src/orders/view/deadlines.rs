//! Deadlines of an order: by when it should be accepted, and by when it should leave its status.

use docket_domain::{Order, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// The time limit for the order's current status, as the seller has set it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Sla)]
pub struct SlaView {
    /// When the order should have left its current status (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    due_at: Moment,
    /// Whether `dueAt` has passed while the order is still in this status.
    breached: bool,
}

impl SlaView {
    /// The time limit of an order's current status; nothing if the seller has none for it.
    pub fn of(order: &Order, stamp: &Stamp) -> Option<Self> {
        order
            .target_due()
            .map(|due_at| Self { due_at: due_at.into(), breached: due_at <= stamp.now })
    }
}

/// The deadline by which the seller should accept the order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Acceptance)]
#[expect(clippy::struct_field_names, reason = "times are named so everywhere")]
pub struct AcceptanceView {
    /// When the seller's staff and the administrators are alerted if the order is not accepted
    /// (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    due_at: Moment,
    /// When they were alerted (UTC, RFC 3339). Absent before that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    escalated_at: Option<Moment>,
    /// When the order is rejected automatically if it is still not accepted (UTC, RFC 3339). Absent
    /// until the alert, and if the seller does not reject automatically.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    reject_at: Option<Moment>,
}

impl AcceptanceView {
    /// The acceptance deadline of an order that waits for its seller; nothing otherwise.
    pub fn of(order: &Order) -> Option<Self> {
        let acceptance = order.acceptance()?;
        Some(Self {
            due_at: acceptance.due_at.into(),
            escalated_at: acceptance.escalated_at.map(Into::into),
            reject_at: acceptance.reject_at.map(Into::into),
        })
    }
}

//! By when an order should be accepted and moved on, as callers see it.

use docket_domain::{Order, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// How long an order may stay in its status.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Sla)]
pub struct SlaView {
    /// When it will have stayed too long.
    #[schema(value_type = words::Moment)]
    due_at: Moment,
    /// Whether it has.
    breached: bool,
}

impl SlaView {
    /// Of an order as it is, if its seller has that measured.
    pub fn of(order: &Order, stamp: &Stamp) -> Option<Self> {
        order
            .target_due()
            .map(|due_at| Self { due_at: due_at.into(), breached: due_at <= stamp.now })
    }
}

/// By when an order should be accepted.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Acceptance)]
#[expect(clippy::struct_field_names, reason = "times are named so everywhere")]
pub struct AcceptanceView {
    /// When the seller and the administrators are alerted that it was not.
    #[schema(value_type = words::Moment)]
    due_at: Moment,
    /// When they were.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    escalated_at: Option<Moment>,
    /// When it is rejected by itself; once they were alerted, and if the seller
    /// wants that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    reject_at: Option<Moment>,
}

impl AcceptanceView {
    /// Of an order that waits to be accepted.
    pub fn of(order: &Order) -> Option<Self> {
        let acceptance = order.acceptance()?;
        Some(Self {
            due_at: acceptance.due_at.into(),
            escalated_at: acceptance.escalated_at.map(Into::into),
            reject_at: acceptance.reject_at.map(Into::into),
        })
    }
}

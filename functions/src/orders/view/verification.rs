//! The verification state of an order.

use docket_domain::Order;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// Whether an order waits for a verification code, and until when.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerificationView {
    /// Whether the order must be verified with the code that was sent to the customer's phone.
    pub required: bool,
    /// When the order is cancelled and its stock released if it is not verified (UTC, RFC 3339).
    /// Absent if no verification is required.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    pub expires_at: Option<Moment>,
}

impl VerificationView {
    /// No verification is required.
    pub const NONE: Self = Self { required: false, expires_at: None };

    /// The verification state of an order.
    pub fn of(order: &Order) -> Self {
        let expires_at = order.hold.map(|hold| hold.ends_at);
        Self { required: expires_at.is_some(), expires_at: expires_at.map(Into::into) }
    }
}

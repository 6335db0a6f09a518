//! How an order is confirmed.

use docket_domain::Order;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// Whether, and until when, an order waits for its code.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerificationView {
    /// Whether a code is on its way.
    pub required: bool,
    /// When the stock is given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    pub expires_at: Option<Moment>,
}

impl VerificationView {
    /// Nothing is to be confirmed.
    pub const NONE: Self = Self { required: false, expires_at: None };

    /// Of an order as it is.
    pub fn of(order: &Order) -> Self {
        let expires_at = order.hold.map(|hold| hold.ends_at);
        Self { required: expires_at.is_some(), expires_at: expires_at.map(Into::into) }
    }
}

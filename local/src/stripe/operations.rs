//! The operations of the API, by method and path.

use axum::http::Method;
use serde::{Deserialize, Serialize};

/// An operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// `POST /v1/payment_intents`.
    CreateIntent,
    /// `GET /v1/payment_intents`.
    ListIntents,
    /// `GET /v1/payment_intents/{id}`.
    ReadIntent,
    /// `POST /v1/payment_intents/{id}`.
    UpdateIntent,
    /// `POST /v1/payment_intents/{id}/confirm`.
    ConfirmIntent,
    /// `POST /v1/payment_intents/{id}/capture`.
    CaptureIntent,
    /// `POST /v1/payment_intents/{id}/cancel`.
    CancelIntent,
    /// `GET /v1/charges/{id}`.
    ReadCharge,
    /// `GET /v1/charges`.
    ListCharges,
    /// `POST /v1/refunds`.
    CreateRefund,
    /// `GET /v1/refunds/{id}`.
    ReadRefund,
    /// `GET /v1/refunds`.
    ListRefunds,
    /// `GET /v1/disputes/{id}`.
    ReadDispute,
    /// `GET /v1/disputes`.
    ListDisputes,
    /// `GET /v1/events/{id}`.
    ReadEvent,
    /// `GET /v1/events`.
    ListEvents,
    /// `GET /v1/balance_transactions/{id}`.
    ReadMovement,
    /// `GET /v1/balance_transactions`.
    ListMovements,
}

impl Operation {
    /// The operation of a method and a path below `/v1`, and the id in the path.
    pub fn find<'a>(method: &Method, path: &'a str) -> Option<(Self, &'a str)> {
        let parts: Vec<_> = path.split('/').collect();
        let is_read = *method == Method::GET;
        if !is_read && *method != Method::POST {
            return None;
        }
        let found = match (is_read, parts.as_slice()) {
            (false, ["payment_intents"]) => (Self::CreateIntent, ""),
            (true, ["payment_intents"]) => (Self::ListIntents, ""),
            (true, ["payment_intents", id]) => (Self::ReadIntent, *id),
            (false, ["payment_intents", id]) => (Self::UpdateIntent, *id),
            (false, ["payment_intents", id, "confirm"]) => (Self::ConfirmIntent, *id),
            (false, ["payment_intents", id, "capture"]) => (Self::CaptureIntent, *id),
            (false, ["payment_intents", id, "cancel"]) => (Self::CancelIntent, *id),
            (true, ["charges", id]) => (Self::ReadCharge, *id),
            (true, ["charges"]) => (Self::ListCharges, ""),
            (false, ["refunds"]) => (Self::CreateRefund, ""),
            (true, ["refunds", id]) => (Self::ReadRefund, *id),
            (true, ["refunds"]) => (Self::ListRefunds, ""),
            (true, ["disputes", id]) => (Self::ReadDispute, *id),
            (true, ["disputes"]) => (Self::ListDisputes, ""),
            (true, ["events", id]) => (Self::ReadEvent, *id),
            (true, ["events"]) => (Self::ListEvents, ""),
            (true, ["balance_transactions", id]) => (Self::ReadMovement, *id),
            (true, ["balance_transactions"]) => (Self::ListMovements, ""),
            (_, _) => return None,
        };
        Some(found)
    }
}

use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp,
    orders::{access::order_to_cancel, change_order},
};
use docket_domain::{CancellationChannel, Command, OrderId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{cancel_order::Cancel, view::Stopped};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, tag},
    openapi::words,
};

/// What a customer is told when money comes back.
const REFUND: &str = "Your refund will be processed within 5-7 business days.";
/// And when there was none to come back.
const CANCELLED: &str = "Your order has been cancelled.";

/// An order that was cancelled for its customer.
#[derive(Serialize, ToSchema)]
pub struct CancelledForCustomer {
    #[serde(flatten)]
    stopped: Stopped,
    /// What to tell the customer.
    #[schema(example = "Your refund will be processed within 5-7 business days.")]
    message: &'static str,
}

/// Cancel an order for its customer.
///
/// Cancels an order for its customer: the customer while the lifecycle allows
/// that, an administrator in the customer's place also when the cancel window
/// is over, and then the vouchers are restored in any case.
#[utoipa::path(
    patch, path = "/api/orders/{id}/customer-cancel", tag = "Orders", security(("bearer" = [])),
    request_body = Option<Cancel>,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = CancelledForCustomer), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn cancel_order_for_customer(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<Cancel>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_cancel(&app, id, who, CancellationChannel::Customer).await?;
    let reason = body.maybe(&granted, |it, faults| Some(it.read(faults)))?.flatten();
    let command = Command::Cancel { reason, channel: CancellationChannel::Customer };
    let order = change_order(&app, order, who, conditions.expected(), &command).await?;
    let message = if order.refund_initiated() { REFUND } else { CANCELLED };
    let body = CancelledForCustomer { stopped: Stopped::new(&order, who, &app.stamp()?), message };
    Ok(tag(order.version, Json(body)))
}

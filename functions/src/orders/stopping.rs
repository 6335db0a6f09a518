//! Shared parts of the handlers with which staff cancel and reject orders.

use axum::{Json, response::Response};
use docket_app::{
    App, Faults,
    orders::{access::order_to_manage, change_order},
};
use docket_domain::{Actor, Command, Order, OrderId, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::Stopped;
use crate::{
    http::{ApiError, Body, Caller, Conditions, tag},
    openapi::words,
};

/// Why the seller cancels or rejects an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "The oven is broken."}))]
pub struct StopOrder {
    /// Reason for the timeline, 1 to 1,000 characters. The buyer can read it.
    #[schema(value_type = words::Note)]
    reason: String,
}

impl StopOrder {
    /// The reason for the timeline.
    pub fn read(self, faults: &mut Faults) -> Option<Text<1000>> {
        faults.parse("/reason", &self.reason)
    }
}

/// Stops an order on behalf of the staff of its seller, by the command that `command` makes of
/// their reason.
pub async fn stop_as_staff(
    app: &App,
    caller: &Caller,
    conditions: &Conditions,
    id: OrderId,
    body: Body<StopOrder>,
    command: impl FnOnce(Text<1000>) -> Command,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_manage(app, id, who).await?;
    let command = command(body.read(&granted, StopOrder::read)?.value);
    let order = change_order(app, order, who, conditions.expected(), &command).await?;
    answer(&order, who, app)
}

/// The answer of a route that stops an order.
pub fn answer(order: &Order, who: &[Actor], app: &App) -> Result<Response, ApiError> {
    Ok(tag(order.version, Json(Stopped::new(order, who, &app.stamp()?))))
}

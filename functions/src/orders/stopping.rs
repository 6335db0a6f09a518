//! What the functions that stop an order have in common.

use axum::{Json, response::Response};
use docket_app::{
    App, AppError, Faults,
    orders::{access::order_to_manage, change_order},
};
use docket_domain::{Actor, Command, Order, OrderId, Role, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::OrderView;
use crate::{
    http::{ApiError, Body, Caller, Conditions, tag},
    openapi::words,
};

/// Why the seller stops an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "The oven is broken."}))]
pub struct StopOrder {
    /// For the timeline, up to 1,000 characters.
    #[schema(value_type = words::Note)]
    reason: String,
}

/// A stopped order, and what that gave back.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stopped {
    /// The order.
    order: OrderView,
    /// Whether a refund of what was paid began.
    refund_initiated: bool,
    /// How many vouchers may be redeemed once more by this.
    #[schema(value_type = words::Count)]
    vouchers_restored: usize,
    /// The role of who stopped it.
    #[schema(value_type = words::RoleName)]
    cancelled_by: &'static str,
}

impl StopOrder {
    /// As the timeline has it.
    pub fn read(self, faults: &mut Faults) -> Option<Text<1000>> {
        faults.parse("/reason", &self.reason)
    }
}

impl Stopped {
    /// A stopped order as its viewer sees it.
    pub fn new(order: &Order, who: &[Actor], app: &App) -> Result<Self, AppError> {
        Ok(Self {
            order: OrderView::new(order, who, &app.stamp()?),
            refund_initiated: order.refund_initiated(),
            vouchers_restored: order.vouchers_restored(),
            cancelled_by: order.cancellation().map_or(Role::System, |it| it.role).name(),
        })
    }
}

/// Stops an order for the staff of its seller, by the command that their reason
/// makes.
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

/// Answers a stopped order.
pub fn answer(order: &Order, who: &[Actor], app: &App) -> Result<Response, ApiError> {
    Ok(tag(order.version, Json(Stopped::new(order, who, app)?)))
}

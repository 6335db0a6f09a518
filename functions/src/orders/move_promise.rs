use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, SharedApp,
    orders::{self, access::order_to_manage},
};
use docket_domain::{Command, Fulfilment, OrderId};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{OrderBody, OrderView};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, Moment, tag},
    openapi::words,
};

/// Another time than was promised.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"promisedAt": "2026-11-20T13:10:00.000Z", "reason": "The oven is full."}))]
pub struct MovePromise {
    /// When it will be ready, or at the address that it is brought to. In the
    /// future, and at most two years ahead.
    #[schema(value_type = words::Moment)]
    promised_at: Moment,
    /// Why, for the buyer; up to 1,000 characters.
    #[schema(value_type = words::Note)]
    reason: String,
}

/// Promise another time.
///
/// Tells the buyer another time than was promised. The order is accepted and has
/// not ended (409 `conflict` otherwise). The buyer gets a message with the time;
/// the reason is shown where the order is followed. A request with the time that is
/// already promised changes nothing.
#[utoipa::path(
    patch, path = "/api/orders/{id}/estimate", tag = "Orders", security(("bearer" = [])),
    request_body = MovePromise,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn move_promise(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<MovePromise>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_manage(&app, id, who).await?;
    let now = app.now();
    let command = body.read(&granted, |request, faults| request.read(now, faults))?.value;
    let order = orders::change_order(&app, order, who, conditions.expected(), &command).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(tag(order.version, Json(body)))
}

impl MovePromise {
    fn read(self, now: Timestamp, faults: &mut Faults) -> Option<Command> {
        let to = Timestamp::from(self.promised_at);
        faults.note_error("/promisedAt", Fulfilment::check_requested_for(Some(to), now));
        let reason = faults.parse("/reason", &self.reason);
        Some(Command::MovePromise { to, reason: reason? })
    }
}

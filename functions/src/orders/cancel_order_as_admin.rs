use axum::{extract::State, response::Response};
use docket_app::{
    Faults, SharedApp,
    orders::{access::order_to_cancel, change_order},
};
use docket_domain::{CancellationChannel, Command, GivenBack, OrderId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{stopping::answer, view::Stopped};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions},
    openapi::words,
};

/// Why an administrator cancels an order, and what that gives back.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"reason": "Fraud.", "initiateRefund": true, "restoreVouchers": false}))]
pub struct AdminCancel {
    /// For the timeline, up to 1,000 characters.
    #[schema(value_type = words::Note)]
    reason: String,
    /// Whether a refund of what was paid begins.
    #[serde(default = "yes")]
    #[schema(default = true)]
    initiate_refund: bool,
    /// Whether its vouchers may be redeemed once more.
    #[serde(default = "yes")]
    #[schema(default = true)]
    restore_vouchers: bool,
}

impl AdminCancel {
    fn read(self, faults: &mut Faults) -> Option<Command> {
        let Self { reason, initiate_refund: refund, restore_vouchers: vouchers } = self;
        let reason = Some(faults.parse("/reason", &reason)?);
        Some(Command::Cancel {
            reason,
            channel: CancellationChannel::Admin(GivenBack { refund, vouchers }),
        })
    }
}

const fn yes() -> bool {
    true
}

/// Cancel an order as an administrator.
///
/// Cancels an order for administrators, from every status that is not an end,
/// also on its way. They say whether a refund begins and whether vouchers are
/// restored. Its stock goes back where the lifecycle says
/// so, whatever they say.
#[utoipa::path(
    patch, path = "/api/orders/{id}/admin-cancel", tag = "Orders", security(("bearer" = [])),
    request_body = AdminCancel,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = Stopped), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn cancel_order_as_admin(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<AdminCancel>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let door = CancellationChannel::Admin(GivenBack::ALL);
    let (order, granted) = order_to_cancel(&app, id, who, door).await?;
    let command = body.read(&granted, AdminCancel::read)?.value;
    let order = change_order(&app, order, who, conditions.expected(), &command).await?;
    answer(&order, who, &app)
}

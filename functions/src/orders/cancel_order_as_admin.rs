//! Handler of cancel-order-as-admin.

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

/// Why an administrator cancels an order, and what is given back.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"reason": "Fraud.", "initiateRefund": true, "restoreVouchers": false}))]
pub struct AdminCancel {
    /// Reason for the timeline, up to 1,000 characters. Everyone who may see the order can read it.
    #[schema(value_type = words::Note)]
    reason: String,
    /// Whether a refund of what was paid is requested. Default: true.
    #[serde(default = "yes")]
    #[schema(default = true)]
    initiate_refund: bool,
    /// Whether the uses of redeemed vouchers are given back. Default: true.
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
/// Cancels an order in any status that its lifecycle lets an administrator cancel, orders in
/// transit included, and returns it. Only administrators may call it. The administrator decides
/// whether a refund is requested and whether vouchers are restored. Stock is returned as the
/// lifecycle says.
///
/// Errors:
///
/// - 400 `invalid_request`: `reason` is missing, empty or too long, or a field is unknown.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not an administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
/// - 409 `order_not_cancellable`, with one of these values of `reason`: `status_not_cancellable`
///   (the status has no transition to cancelled), `role_not_allowed` (only the roles in
///   `allowedRoles` can cancel it now). An order that has ended answers `status_not_cancellable`.
/// - 409 `conflict`, with one of these values of `reason`: `merged` (the order was merged into the
///   order named in `orderIds`), `voucher_uses` (a voucher has fewer uses on record than would be
///   given back; `voucher` names it), `changed_meanwhile` (concurrent requests changed the order
///   repeatedly; send the request again). With `voucher_uses`, send `restoreVouchers: false`.
/// - 412 `precondition_failed`: `If-Match` does not name the order's current version.
#[utoipa::path(
    patch, path = "/api/orders/{id}/admin-cancel", tag = "Orders", security(("bearer" = [])),
    request_body = AdminCancel,
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
        ("If-Match" = Option<String>, Header),
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
    let channel = CancellationChannel::Admin(GivenBack::ALL);
    let (order, granted) = order_to_cancel(&app, id, who, channel).await?;
    let command = body.read(&granted, AdminCancel::read)?.value;
    let order = change_order(&app, order, who, conditions.expected(), &command).await?;
    answer(&order, who, &app)
}

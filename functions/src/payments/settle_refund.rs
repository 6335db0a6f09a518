use axum::{Json, extract::State};
use docket_app::{Faults, SharedApp, orders::access::order_to_manage, payments};
use docket_domain::{OneLine, OrderId, RefundId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{retry_refund::RefundBody, view::RefundView};
use crate::{
    http::{ApiError, ApiPathPair, Body, Caller},
    openapi::{samples, words},
};

/// The optional body of a request that settles a refund by hand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::settle_refund)]
pub struct SettleRefund {
    /// A reference by which the payout can be found again, such as a receipt number; 1 to 255
    /// characters.
    #[schema(value_type = Option<words::Line>)]
    reference: Option<String>,
}

/// Settle a refund by hand.
///
/// Records that a person has given the money of a refund back. It is meant for money that was paid
/// by hand, and for refunds that the payment provider refused. The refund becomes `settled`. The
/// request needs no body.
///
/// The staff of the order's seller and administrators may call it. Others who can see the order get
/// 403 `forbidden`; callers who cannot see it get 404 `not_found`.
///
/// Errors:
///
/// - 400 `invalid_request` at `/reference`: the reference is empty or too long.
/// - 404 `not_found`: the order has no such refund.
/// - 409 `conflict` with the reason `refund_under_way`: the payment provider was or will be asked
///   for the refund and may still give the money.
/// - 409 `conflict` with the reason `refund_ended`: the refund is already settled or was withdrawn.
/// - 409 `conflict` with the reason `changed_meanwhile`: other requests kept changing the order;
///   retry.
#[utoipa::path(
    post, path = "/api/orders/{id}/refunds/{refundId}/settle", tag = "Payments", security(("bearer" = [])),
    request_body = Option<SettleRefund>,
    params(
        ("id" = inline(words::OrderId), Path, description = "The identifier (`id`) of the order."),
        ("refundId" = inline(words::RefundId), Path, description = "The identifier (`id`) of the refund."),
    ),
    responses((status = OK, body = RefundBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn settle_refund(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPathPair(id, refund): ApiPathPair<OrderId, RefundId>,
    body: Body<SettleRefund>,
) -> Result<Json<RefundBody>, ApiError> {
    let who = caller.capacities()?;
    let (order, granted) = order_to_manage(&app, id, who).await?;
    let reference = body.maybe(&granted, |it, faults| Some(it.read(faults)))?.flatten();
    let reference = reference.as_ref();
    let refund = payments::settle_refund(&app, order, &refund, who, reference).await?;
    Ok(Json(RefundBody { refund: RefundView::new(&refund) }))
}

impl SettleRefund {
    fn read(&self, faults: &mut Faults) -> Option<OneLine<255>> {
        faults.maybe("/reference", self.reference.as_deref())
    }
}

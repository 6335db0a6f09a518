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

/// A refund that was handed over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::settle_refund)]
pub struct SettleRefund {
    /// By which it is found again, up to 255 characters.
    #[schema(value_type = Option<words::Line>)]
    reference: Option<String>,
}

/// Settle a refund by hand.
///
/// Records that a person gave a refund's money back. That is for what was paid by hand, and for refunds that the payment provider
/// refused. While the provider may still give the money it is 409.
#[utoipa::path(
    post, path = "/api/orders/{id}/refunds/{refundId}/settle", tag = "Payments", security(("bearer" = [])),
    request_body = Option<SettleRefund>,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("refundId" = inline(words::RefundId), Path, description = "The refund."),
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

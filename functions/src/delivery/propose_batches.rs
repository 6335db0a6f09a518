use axum::{Json, extract::State};
use docket_app::{
    Fault, Granted, SharedApp, actor_seller,
    delivery::{self, Proposals},
};
use docket_domain::{Batch, Order, OrderFilter, OrderId, Phase, Proposal, SellerId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::{StopView, stop};
use crate::{
    http::{ApiError, Caller, Query, named_seller},
    openapi::words,
};

/// The orders from which batches are proposed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProposalQuery {
    /// The seller whose orders are grouped. Defaults to the caller's own seller; administrators
    /// must name one.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// An alias of `sellerId`. If both are given, they must be equal.
    #[param(inline, value_type = Option<words::SellerId>)]
    kitchen_id: Option<String>,
    /// Considers only orders for this meal window.
    #[param(inline, value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Considers only orders for this delivery zone.
    #[param(inline, value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// The maximum number of orders in a proposed batch, 1 to 75. Defaults to 20.
    #[param(inline, value_type = Option<words::BatchSize>)]
    max_orders: Option<usize>,
}

/// The batches that could be created now. Nothing is stored.
#[derive(Serialize, ToSchema)]
pub struct ProposalBody {
    /// The proposed batches. The batch with the order that is due first comes first.
    proposals: Vec<ProposalView>,
    /// Whether all waiting orders were considered. False if the seller has more than 300 orders
    /// that are ready, or more than 300 in preparation: create the proposed batches, then ask
    /// again.
    complete: bool,
}

/// A batch that could be created: send its `sellerId`, `orderIds` and `zoneId` to
/// `POST /api/delivery/batches`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Proposal)]
pub struct ProposalView {
    /// The seller of all orders of the proposed batch.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// The delivery zone of all orders of the proposed batch. Null if the orders have no zone.
    #[schema(value_type = Option<words::ZoneId>, required)]
    zone_id: Option<String>,
    /// The meal window of all orders of the proposed batch. Null if the orders have none.
    #[schema(value_type = Option<words::Name>, required)]
    meal_window: Option<String>,
    /// The orders of the proposed batch, by `requestedFor`, or by the time of placing for orders
    /// without it; earliest first.
    #[schema(value_type = Vec<words::OrderId>)]
    order_ids: Vec<String>,
    /// The number of orders in the proposed batch.
    #[schema(value_type = words::Count)]
    order_count: usize,
    /// The number of its orders that are in the phase `ready`. The others are still in preparation.
    #[schema(value_type = words::Count)]
    ready_count: usize,
    /// The orders of the proposed batch with their addresses and customers, in the sequence of
    /// `orderIds`.
    orders: Vec<StopView>,
}

/// Propose batches.
///
/// Groups a seller's delivery orders that are in preparation or ready, and in no open batch, by
/// meal window and zone. A group with more than `maxOrders` orders is divided into batches of about
/// equal size. The request only reads; create a proposed batch with `POST /api/delivery/batches`.
///
/// The seller's staff and administrators may call it; everybody else gets 403 `forbidden`.
///
/// 400 `invalid_request` names an invalid parameter: a missing `sellerId` of an administrator, a
/// `kitchenId` that differs from `sellerId`, or a `maxOrders` that is not 1 to 75.
#[utoipa::path(
    get, path = "/api/delivery/batches/proposals", tag = "Delivery", security(("bearer" = [])),
    params(ProposalQuery),
    responses((status = OK, body = ProposalBody), (status = FORBIDDEN)),
)]
pub async fn propose_batches(
    State(app): State<SharedApp>,
    caller: Caller,
    query: Query<ProposalQuery>,
) -> Result<Json<ProposalBody>, ApiError> {
    let actor = caller.signed_in()?;
    let (seller, query) = query.read(&Granted::to_staff(actor)?, |query, faults| {
        let (seller, kitchen) = (query.seller_id.as_deref(), query.kitchen_id.as_deref());
        let (pointer, named) = named_seller(seller, kitchen, faults);
        Some((actor_seller(named, actor, pointer, faults)?, query))
    })?;
    Granted::to_managers(actor, &seller)?;
    let most = query.max_orders.unwrap_or(Proposal::ORDERS);
    if !(1..=Batch::MAX_ORDERS).contains(&most) {
        return Err(Fault::parameter("maxOrders", "must be between 1 and 75").into());
    }
    let filter = filter(&query)?;
    let found = delivery::propose_batches(&app, &seller, &filter, most).await?;
    let Proposals { proposals, orders, complete } = found;
    let proposals = proposals.iter().map(|it| ProposalView::new(&seller, it, &orders)).collect();
    Ok(Json(ProposalBody { proposals, complete }))
}

fn filter(query: &ProposalQuery) -> Result<OrderFilter, Fault> {
    let meal = query.meal_window.as_deref().map(str::parse).transpose();
    let zone = query.zone_id.as_deref().map(str::parse).transpose();
    Ok(OrderFilter {
        meal_window: meal.map_err(|error| Fault::parameter("mealWindow", error))?,
        zone: zone.map_err(|error| Fault::parameter("zoneId", error))?,
        ..OrderFilter::default()
    })
}

impl ProposalView {
    fn new(seller: &SellerId, proposal: &Proposal, orders: &[Order]) -> Self {
        let found = |id: &OrderId| orders.iter().find(|order| order.id == *id);
        let orders: Vec<&Order> = proposal.orders.iter().filter_map(found).collect();
        let ready = orders.iter().filter(|order| order.status.phase == Phase::Ready).count();
        Self {
            seller_id: seller.to_string(),
            zone_id: proposal.zone.as_ref().map(ToString::to_string),
            meal_window: proposal.meal_window.as_ref().map(ToString::to_string),
            order_ids: proposal.orders.iter().map(ToString::to_string).collect(),
            order_count: orders.len(),
            ready_count: ready,
            orders: orders
                .into_iter()
                .zip(1..)
                .map(|(order, place)| stop(order, place, true))
                .collect(),
        }
    }
}

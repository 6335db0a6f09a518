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

/// Of which orders batches are to be proposed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProposalQuery {
    /// Whose; the caller's own seller's unless given.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// The same as `sellerId`.
    #[param(inline, value_type = Option<words::SellerId>)]
    kitchen_id: Option<String>,
    /// Only for this meal.
    #[param(inline, value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Only to this zone.
    #[param(inline, value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// The most orders of a batch: 1 to 75, 20 unless given.
    #[param(inline, value_type = Option<words::BatchSize>)]
    max_orders: Option<usize>,
}

/// Batches that could be put together now.
#[derive(Serialize, ToSchema)]
pub struct ProposalBody {
    /// What is wanted first comes first.
    proposals: Vec<ProposalView>,
    /// Whether every order that waits was looked at. Put these together, and
    /// ask again.
    complete: bool,
}

/// A batch that could be put together: give `sellerId`, `orderIds` and
/// `zoneId` to create-batch.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Proposal)]
pub struct ProposalView {
    /// Whose orders they are.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Where they go; null for orders without a zone.
    #[schema(value_type = Option<words::ZoneId>, required)]
    zone_id: Option<String>,
    /// The meal that they are for; null for orders for none.
    #[schema(value_type = Option<words::Name>, required)]
    meal_window: Option<String>,
    /// The orders; what is wanted first comes first.
    #[schema(value_type = Vec<words::OrderId>)]
    order_ids: Vec<String>,
    /// How many they are.
    #[schema(value_type = words::Count)]
    order_count: usize,
    /// How many of them are ready; the others are being prepared.
    #[schema(value_type = words::Count)]
    ready_count: usize,
    /// The orders with their addresses.
    orders: Vec<StopView>,
}

/// Propose batches.
///
/// Proposes batches of the orders that are being prepared or ready and in no
/// batch: by meal and zone, none larger than wished. Nothing is kept of it.
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

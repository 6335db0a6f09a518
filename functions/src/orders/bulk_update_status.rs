use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use docket_app::{
    AppError, Explanation, Faults, Granted, SharedApp,
    orders::{MoveOrders, Moved, move_orders},
};
use docket_domain::{Order, OrderId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    http::{ApiError, Body, Caller, remarks},
    openapi::{samples, words},
};

/// The most orders of one request.
const MOST: usize = 100;

/// Orders, and where they should go.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::bulk_status)]
pub struct BulkStatus {
    /// The orders, 1 to 100; one that is named twice counts once.
    #[schema(value_type = Vec<words::OrderId>, min_items = 1, max_items = 100)]
    order_ids: Vec<String>,
    /// A status of the orders' lifecycles.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// For each timeline, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// Why, for each timeline, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
}

/// What became of each order.
#[derive(Serialize, ToSchema)]
#[schema(example = samples::bulk_outcome)]
pub struct BulkOutcome {
    /// How many were moved.
    changed: usize,
    /// How many were there already.
    unchanged: usize,
    /// How many could not be moved.
    failed: usize,
    /// One for each order, in the order of the request.
    results: Vec<OrderOutcome>,
}

/// What became of an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"orderId": "ORD-20261120-7ZK3M9QW2X", "outcome": "failed", "code": "not_found", "detail": "there is no such resource"}))]
pub struct OrderOutcome {
    /// The order.
    #[schema(value_type = words::OrderId)]
    order_id: String,
    /// `changed`, `unchanged` or `failed`.
    #[schema(value_type = words::BulkOutcomeName)]
    outcome: &'static str,
    /// Where it is now, unless it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::StatusName>)]
    status: Option<&'static str>,
    /// Its version now, unless it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Version>)]
    version: Option<u32>,
    /// Why it failed, as a request for it alone would be refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "not_found")]
    code: Option<&'static str>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "there is no such resource")]
    detail: Option<String>,
}

/// Move many orders on.
///
/// Moves up to 100 orders to a status, each as if alone, and says of each what
/// became of it. The same request again changes nothing.
#[utoipa::path(
    post, path = "/api/orders/bulk/status", tag = "Orders", security(("bearer" = [])),
    request_body = BulkStatus,
    responses((status = OK, body = BulkOutcome), (status = FORBIDDEN)),
)]
pub async fn bulk_update_status(
    State(app): State<SharedApp>,
    caller: Caller,
    body: Body<BulkStatus>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let granted = Granted::to_staff(actor)?;
    let request = body.read(&granted, |request, faults| {
        let (notes, reason) = (request.notes.as_deref(), request.reason.as_deref());
        let remarks = remarks(notes, reason, faults);
        Some((read_ids(&request.order_ids, faults), request.status, remarks))
    });
    let (ids, to, remarks) = request?.value;
    let wanted = MoveOrders { actor: actor.clone(), to, remarks };
    let outcomes = Box::pin(move_orders(app, ids, wanted)).await?;
    let outcome = |(id, outcome): (OrderId, _)| OrderOutcome::new(id.to_string(), outcome);
    let results: Vec<_> = outcomes.into_iter().map(outcome).collect();
    let count = |outcome| results.iter().filter(|it| it.outcome == outcome).count();
    let (changed, unchanged, failed) = (count("changed"), count("unchanged"), count("failed"));
    Ok(Json(BulkOutcome { changed, unchanged, failed, results }).into_response())
}

/// Each once, where it is named first.
fn read_ids(named: &[String], faults: &mut Faults) -> Vec<OrderId> {
    if named.is_empty() || named.len() > MOST {
        faults.add("/orderIds", format!("must be 1 to {MOST} orders"));
    }
    let mut ids = Vec::new();
    for id in faults.parse_all("/orderIds", named) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

impl OrderOutcome {
    fn new(order_id: String, outcome: Result<Moved, AppError>) -> Self {
        let of = |outcome, order: &Order| Self {
            order_id: order_id.clone(),
            outcome,
            status: Some(order.status.name),
            version: Some(order.version),
            code: None,
            detail: None,
        };
        match outcome {
            Ok(Moved::Changed(order)) => of("changed", &order),
            Ok(Moved::Unchanged(order)) => of("unchanged", &order),
            Err(error) => {
                error.log();
                let Explanation { code, detail, .. } = error.explain();
                Self {
                    outcome: "failed",
                    status: None,
                    version: None,
                    code: Some(code.name()),
                    detail: Some(detail),
                    order_id,
                }
            }
        }
    }
}

//! Handler of bulk-update-status: one status for many orders, with an outcome for each.

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
    http::{ApiError, Body, Caller, remarks, sentence},
    openapi::{samples, words},
};

/// Maximum number of orders in one request.
const MOST: usize = 100;

/// Orders to move to a status.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::bulk_status)]
pub struct BulkStatus {
    /// Identifiers of the orders, 1 to 100. An identifier that is repeated counts once.
    #[schema(value_type = Vec<words::OrderId>, min_items = 1, max_items = 100)]
    order_ids: Vec<String>,
    /// Target status, one of the statuses of the orders' lifecycles.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// Note for the timeline of each order, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// Reason for the timeline of each order, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
}

/// The outcome for each order, and how many orders had which outcome.
#[derive(Serialize, ToSchema)]
#[schema(example = samples::bulk_outcome)]
pub struct BulkOutcome {
    /// Number of orders that were moved to the status.
    changed: usize,
    /// Number of orders that had reached the status already.
    unchanged: usize,
    /// Number of orders that could not be moved.
    failed: usize,
    /// One outcome for each order, in the sequence of the request.
    results: Vec<OrderOutcome>,
}

/// The outcome for one order of a bulk request.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"orderId": "ORD-20261120-7ZK3M9QW2X", "outcome": "failed", "code": "not_found", "detail": "The resource does not exist, or you may not see it."}))]
pub struct OrderOutcome {
    /// Identifier of the order that the outcome is about.
    #[schema(value_type = words::OrderId)]
    order_id: String,
    /// `changed` (the order was moved), `unchanged` (it had reached the status already) or `failed`
    /// (it could not be moved; see `code`).
    #[schema(value_type = words::BulkOutcomeName)]
    outcome: &'static str,
    /// Current status of the order. Absent if the outcome is `failed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::StatusName>)]
    status: Option<&'static str>,
    /// Current version of the order. Absent if the outcome is `failed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Version>)]
    version: Option<u32>,
    /// Problem code with which a request for this order alone would be refused. Absent unless the
    /// outcome is `failed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "not_found")]
    code: Option<&'static str>,
    /// Sentence that explains the code to people. Absent unless the outcome is `failed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "The resource does not exist, or you may not see it.")]
    detail: Option<String>,
}

/// Update the status of many orders.
///
/// Moves up to 100 orders to a status and returns an outcome for each, in the sequence of the
/// request. Staff of a seller and administrators may call it. Each order is moved as by
/// `PATCH /api/orders/{id}/status`, independently of the others: the answer is 200 even if some or
/// all of them failed, with the problem code of each in `code`. Orders that the caller may not see
/// fail with `not_found`.
///
/// Orders that could not be started within 18 seconds fail with `unavailable`; send them again. A
/// repeated request changes nothing: orders that have reached the status are `unchanged`.
///
/// Errors:
///
/// - 400 `invalid_request`: `orderIds` is empty, too long or contains a malformed identifier; a
///   text is too long; a field is unknown.
/// - 400 `invalid_status`: no lifecycle has this status; `allowed` lists all statuses.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller is neither staff of a seller nor an administrator.
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

/// Reads the identifiers, each once, in the sequence in which they are first named.
fn read_ids(named: &[String], faults: &mut Faults) -> Vec<OrderId> {
    if named.is_empty() || named.len() > MOST {
        faults.add("/orderIds", format!("must name 1 to {MOST} orders"));
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
                    detail: Some(sentence(detail)),
                    order_id,
                }
            }
        }
    }
}

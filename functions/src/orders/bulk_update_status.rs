use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use docket_app::{App, AppError, ExpectedVersion, Explanation, Faults, Granted, SharedApp};
use docket_domain::{Actor, Order, OrderId, Refusal, StatusName};
use serde::{Deserialize, Serialize};
use tokio::{task::JoinSet, time::Instant};
use utoipa::ToSchema;

use super::change::{Said, visible};
use crate::{
    delivery::update_delivery_status::advance,
    http::{ApiError, Body, Caller},
    openapi::{samples, words},
};

/// The most orders of one request.
const MOST: usize = 100;
/// How many orders are worked on at the same time.
const AT_ONCE: usize = 10;
/// When no more orders are begun, so that there is an answer before the
/// gateway gives up: what was not begun is named too.
const BEGIN_UNTIL: Duration = Duration::from_secs(18);

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

/// What is to be done to each of them.
struct Task {
    app: SharedApp,
    actor: Actor,
    to: String,
    said: Said,
    until: Instant,
}

/// What became of one.
enum Done {
    Changed(Order),
    Unchanged(Order),
}

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
        let said = Said::read(notes, reason, faults);
        Some((read_ids(&request.order_ids, faults), request.status, said))
    });
    let (ids, to, said) = request?.value;
    if to.parse::<StatusName>().is_err() {
        return Err(Refusal::unknown_status(&to, StatusName::all()).into());
    }
    let until = Instant::now() + BEGIN_UNTIL;
    let task = Arc::new(Task { app, actor: actor.clone(), to, said, until });
    let results = Box::pin(run(&task, ids)).await?;
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

/// Works on a few at a time. Those that lost a race against each other, as
/// orders of one batch do, are run again one by one.
async fn run(task: &Arc<Task>, ids: Vec<OrderId>) -> Result<Vec<OrderOutcome>, AppError> {
    let mut left = ids.iter().copied().enumerate();
    let mut running = JoinSet::new();
    let mut begin = |running: &mut JoinSet<_>| {
        if let Some((at, id)) = left.next() {
            let task = task.clone();
            running.spawn(async move { (at, task.one(id).await) });
        }
    };
    for _ in 0..AT_ONCE {
        begin(&mut running);
    }
    let mut done = Vec::new();
    while let Some(one) = running.join_next().await {
        done.push(one.map_err(|_| docket_store::StoreError::Busy)?);
        begin(&mut running);
    }
    done.sort_by_key(|(at, _)| *at);
    let mut results = Vec::new();
    for (id, (_, mut outcome)) in ids.into_iter().zip(done) {
        if matches!(outcome, Err(AppError::Conflict)) {
            outcome = task.one(id).await;
        }
        results.push(OrderOutcome::new(id.to_string(), outcome));
    }
    Ok(results)
}

impl Task {
    async fn one(&self, id: OrderId) -> Result<Done, AppError> {
        if Instant::now() >= self.until {
            return Err(docket_store::StoreError::Busy.into());
        }
        let app: &App = &self.app;
        let who = std::slice::from_ref(&self.actor);
        let order = visible(app, id, who).await?;
        if order.has_come_to(&self.to) {
            return Ok(Done::Unchanged(order));
        }
        let any = ExpectedVersion::Any;
        let moved = advance(app, order, who, &any, &self.to, self.said.clone());
        Box::pin(moved).await.map(Done::Changed)
    }
}

impl OrderOutcome {
    fn new(order_id: String, outcome: Result<Done, AppError>) -> Self {
        let of = |outcome, order: &Order| Self {
            order_id: order_id.clone(),
            outcome,
            status: Some(order.status.name),
            version: Some(order.version),
            code: None,
            detail: None,
        };
        match outcome {
            Ok(Done::Changed(order)) => of("changed", &order),
            Ok(Done::Unchanged(order)) => of("unchanged", &order),
            Err(error) => {
                error.log();
                let Explanation { code, detail, .. } = error.explain();
                Self {
                    outcome: "failed",
                    status: None,
                    version: None,
                    code: Some(code),
                    detail: Some(detail),
                    order_id,
                }
            }
        }
    }
}

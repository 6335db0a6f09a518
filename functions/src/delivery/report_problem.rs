use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, Idempotent, KeyOwner, Request, SharedApp, StepTime,
    orders::{self, access::order_to_deliver},
};
use docket_domain::{OrderId, ProblemReport};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::step_time::step_time;
use crate::{
    http::{ApiError, ApiPath, Body, Caller, IdempotencyKey, Later, Moment, Sent, recorded, tag},
    openapi::words,
    orders::view::{OrderBody, OrderView},
};

/// Why an order was not delivered.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"kind": "nobody_there", "notes": "Rang twice, called once."}))]
pub struct ReportProblem {
    /// What the driver met.
    #[schema(value_type = words::ProblemKindName)]
    kind: String,
    /// More of it, up to 1,000 characters; required for `other`.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// When the driver met it, if a driver without signal reports it afterwards. At most
    /// 24 hours ago; it becomes the report's time.
    #[schema(value_type = Option<words::Moment>)]
    happened_at: Option<Moment>,
}

/// Report a delivery problem.
///
/// Puts on record why an order that is out for delivery was not delivered. The order
/// stays out for delivery: its seller sees `deliveryProblem` and decides what becomes of
/// it. Its driver and administrators may call it.
#[utoipa::path(
    post, path = "/api/delivery/orders/{orderId}/problems", tag = "Delivery", security(("bearer" = [])),
    request_body = ReportProblem,
    params(
        ("orderId" = inline(words::OrderId), Path, description = "The order."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body report one problem."),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn report_problem(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<ReportProblem>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    let (order, granted) = order_to_deliver(&app, id, actor, who).await?;
    let key = key.read(&granted)?;
    let read = |it: ReportProblem, faults: &mut Faults| it.read(app.now(), faults);
    let Sent { value: report, digest } = body.read(&granted, read)?;
    let caller = KeyOwner::signed_in(actor).on(id);
    let request =
        Request { ids: app.keys.ids()?, caller, route: "report-problem", key: &key, body: digest };
    let Idempotent { value: order, replayed } =
        orders::report_problem(&app, order, who, report, &request).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(recorded(tag(order.version, Json(body)), replayed))
}

impl ReportProblem {
    fn read(self, now: Timestamp, faults: &mut Faults) -> Option<(ProblemReport, StepTime)> {
        let kind = faults.parse("/kind", &self.kind);
        let note = faults.maybe("/notes", self.notes.as_deref());
        let time = step_time(self.happened_at, now, faults);
        let report = faults.note_error("/notes", ProblemReport::new(kind?, note));
        Some((report?, time))
    }
}

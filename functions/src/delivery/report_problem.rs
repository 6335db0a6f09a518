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

/// A driver's report that an order could not be delivered.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"kind": "nobody_there", "notes": "Rang twice, called once."}))]
pub struct ReportProblem {
    /// The kind of problem that prevented the delivery.
    #[schema(value_type = words::ProblemKindName)]
    kind: String,
    /// Further details, 1 to 1,000 characters. Required if `kind` is `other`.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// The moment at which the driver met the problem, if it is reported later because the device
    /// was offline. At most 24 hours ago, and at most 2 minutes in the future to allow for clock
    /// differences. It becomes the time of the report. Defaults to the time of the request.
    #[schema(value_type = Option<words::Moment>)]
    happened_at: Option<Moment>,
}

/// Report a delivery problem.
///
/// Records in the order's timeline why an order that is out for delivery was not delivered. The
/// status does not change: the seller sees the newest report as `deliveryProblem` and decides how
/// to go on. Returns 200 with the order.
///
/// The order's driver and administrators may call it. Staff of the seller and the buyer get 403
/// `forbidden`; callers who cannot see the order get 404 `not_found`.
///
/// With an `Idempotency-Key`, a repeated request with an equal body records nothing more and
/// returns the order as it is now with `Idempotent-Replayed: true`. Without a key each request
/// records a report.
///
/// Errors:
///
/// - 400 `invalid_request` at `/kind`, `/notes` or `/happenedAt`: the kind is unknown, the notes
///   are missing for `other`, or the moment is in the future or more than 24 hours ago.
/// - 409 `conflict` with the reason `not_under_way`: the order is not out for delivery.
/// - 409 `conflict` with the reason `changed_meanwhile`: other requests kept changing the order;
///   retry.
/// - 422 `idempotency_key_reused`: the key was used with another body.
#[utoipa::path(
    post, path = "/api/delivery/orders/{orderId}/problems", tag = "Delivery", security(("bearer" = [])),
    request_body = ReportProblem,
    params(
        ("orderId" = inline(words::OrderId), Path, description = "The identifier (`id`) of the order."),
        ("Idempotency-Key" = Option<String>, Header,
            description = "A client-generated key that makes the request safe to retry: requests \
                of one caller for this order with an equal key and body record one report."),
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

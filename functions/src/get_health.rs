use axum::{Json, extract::State};
use docket_app::{SharedApp, table_round_trip};
use docket_domain::Actor;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{ApiError, Caller, Moment},
    openapi::words,
};

/// State of the deployment. It is returned only while the deployment works.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// Always `ok`. When the table cannot be reached, the answer is 503 instead.
    #[schema(example = "ok")]
    status: &'static str,
    /// Version of Docket that answered.
    #[schema(example = "0.1.0")]
    version: &'static str,
    /// Time of the deployment's clock, UTC (RFC 3339).
    #[schema(value_type = words::Moment)]
    time: Moment,
    /// State of the database table. Present for administrators only.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<TableHealth>,
}

/// State of the database table.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TableHealth {
    /// Always `true`: without the table the answer is 503.
    #[schema(example = true)]
    reachable: bool,
    /// Duration of one read of the table in milliseconds, measured by the function.
    #[schema(example = 3)]
    round_trip_ms: u64,
}

/// Check the service.
///
/// Reads the table once and returns version and time of the deployment. Anybody may call it;
/// administrators also get the duration of the read.
///
/// Error 503 `unavailable`: the table cannot be reached. `Retry-After` says in how many seconds to
/// try again.
#[utoipa::path(
    get, path = "/api/health", tag = "Operations", security((), ("bearer" = [])),
    responses((status = OK, body = Health)),
)]
pub async fn get_health(
    State(app): State<SharedApp>,
    caller: Caller,
) -> Result<Json<Health>, ApiError> {
    let round_trip = table_round_trip(&app).await?;
    let round_trip_ms = u64::try_from(round_trip.as_millis()).unwrap_or(u64::MAX);
    let is_admin = matches!(caller.actor(), Some(Actor::Admin(_)));
    Ok(Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
        time: app.now().into(),
        table: is_admin.then_some(TableHealth { reachable: true, round_trip_ms }),
    }))
}

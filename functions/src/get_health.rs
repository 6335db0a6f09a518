use axum::{Json, extract::State};
use docket_app::{SharedApp, table_round_trip};
use docket_domain::Actor;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{ApiError, Caller, Moment},
    openapi::words,
};

/// How the deployment is doing.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// Always `ok`; when it is not, the answer is 503.
    #[schema(example = "ok")]
    status: &'static str,
    /// Docket's version.
    #[schema(example = "0.1.0")]
    version: &'static str,
    /// Its clock.
    #[schema(value_type = words::Moment)]
    time: Moment,
    /// For administrators only.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<TableHealth>,
}

/// How the table is doing.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TableHealth {
    /// Whether it answered.
    #[schema(example = true)]
    reachable: bool,
    /// How long it took, by the function's clock.
    #[schema(example = 3)]
    round_trip_ms: u64,
}

/// Check the service.
///
/// Checks that the service answers and that the table can be reached. Anybody may call
/// it.
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

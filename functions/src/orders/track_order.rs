use axum::{Extension, Json, extract::State};
use docket_app::{
    SharedApp,
    orders::access::{shows_contact, visible},
};
use docket_domain::{Actor, OrderId};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{CustomerView, OrderView, show};
use crate::{
    delivery::view::{BatchSummary, DriverView, drivers},
    http::{ApiError, ApiPath, Caller, Version},
    openapi::{samples, words},
};

/// Where an order is.
#[derive(Serialize, ToSchema)]
#[schema(example = samples::tracking)]
pub struct Tracking {
    /// The order with its timeline.
    order: OrderView,
    /// Who brings it, once that is known; with the phone for staff and
    /// administrators.
    #[schema(required)]
    driver: Option<DriverView>,
    /// The batch that it is brought in, once there is one.
    #[schema(required)]
    batch: Option<BatchSummary>,
    /// Who ordered, for staff; for the order's driver until 24 hours after its
    /// end.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerView>,
}

/// Where an order is, for who may see it.
#[utoipa::path(
    get, path = "/api/orders/{id}/track", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
    ),
    responses((status = OK, body = Tracking)),
)]
pub async fn track_order(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<(Extension<Version>, Json<Tracking>), ApiError> {
    let who = caller.capacities()?;
    let order = visible(&app, id, who).await?;
    let stamp = app.stamp()?;
    let view = show(&app, &order, who).await?;
    let version = order.version;
    let batch = match &order.delivery {
        Some(place) => app.store.batch(&place.batch).await?,
        None => None,
    };
    let people = drivers(&app, &batch, who).await;
    let driver = batch.as_ref().and_then(|batch| batch.driver.as_ref());
    let driver = driver.map(|driver| DriverView::new(driver, &people));
    let batch = batch.as_ref().map(BatchSummary::new);
    // Staff and the driver have to know whom to look for.
    let for_staff = who.iter().any(|it| !matches!(it, Actor::Buyer(_)) && order.visible_to(it));
    let shows_contact = for_staff && shows_contact(&order, who, stamp.now);
    let customer = shows_contact.then(|| CustomerView::new(&order));
    let order = if for_staff { view } else { view.anonymous() };
    // The batch changes without a new version of the order, and the tag with both.
    Ok((Extension(Version(version)), Json(Tracking { order, driver, batch, customer })))
}

use axum::{Extension, Json, extract::State};
use docket_app::{
    SharedApp,
    orders::{self, NamedOrder, TrackedOrder},
};
use docket_domain::{OrderId, Seller};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{AddressView, CustomerView, OrderView, address};
use crate::{
    delivery::view::{BatchSummary, DriverView},
    http::{ApiError, ApiPath, Caller, Version},
    openapi::{samples, words},
};

/// Where an order is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
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
    /// Who fulfils it, as it is now.
    #[schema(required)]
    seller: Option<TrackedSeller>,
    /// How many stops its driver makes before this one. Absent while it is not on
    /// its way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Count>)]
    stops_before: Option<usize>,
    /// Who ordered, for staff; for the order's driver until 24 hours after its
    /// end.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerView>,
}

/// Who fulfils an order, for who waits for it.
#[derive(Serialize, ToSchema)]
struct TrackedSeller {
    /// The seller.
    #[schema(value_type = words::SellerId)]
    id: String,
    /// Its name.
    #[schema(value_type = words::Name)]
    name: String,
    /// Its time zone.
    #[schema(value_type = words::TimeZone)]
    timezone: String,
    /// Phone number for its customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<AddressView>,
}

impl TrackedSeller {
    fn new(seller: &Seller) -> Self {
        Self {
            id: seller.id.to_string(),
            name: seller.name.to_string(),
            timezone: seller.timezone.to_string(),
            phone: seller.storefront.phone.as_ref().map(|it| it.as_str().to_owned()),
            address: seller.storefront.address.as_ref().map(address),
        }
    }
}

/// Track an order.
///
/// Returns where an order is, what follows and by when, as its buyer is shown it.
/// Everybody who may see the order may call it; others get 404.
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
    let found = orders::track_order(&app, id, who).await?;
    let TrackedOrder { order, batch, seller, stops_before, drivers, for_staff, shows_customer } =
        found;
    let NamedOrder { order, people } = order;
    let view = OrderView::named(&order, who, &app.stamp()?, people.as_ref());
    let driver = batch.as_ref().and_then(|batch| batch.driver.as_ref());
    let tracking = Tracking {
        order: if for_staff { view } else { view.anonymous() },
        driver: driver.map(|driver| DriverView::new(driver, &drivers)),
        batch: batch.as_ref().map(BatchSummary::new),
        seller: seller.as_ref().map(TrackedSeller::new),
        stops_before,
        customer: shows_customer.then(|| CustomerView::new(&order)),
    };
    // The batch changes without a new version of the order, and the tag with both.
    Ok((Extension(Version(order.version)), Json(tracking)))
}

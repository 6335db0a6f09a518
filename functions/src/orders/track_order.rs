//! Handler of track-order: an order with its batch, driver and seller.

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

/// Where an order is, and who delivers it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::tracking)]
pub struct Tracking {
    /// The order with its timeline; for its buyer without `customer`.
    order: OrderView,
    /// The driver of the order's batch; null until one is assigned. `phone` is present only for the
    /// seller's staff and administrators.
    #[schema(required)]
    driver: Option<DriverView>,
    /// The delivery batch that contains the order; null if it is in none.
    #[schema(required)]
    batch: Option<BatchSummary>,
    /// The seller that fulfils the order, with its current contact details.
    #[schema(required)]
    seller: Option<TrackedSeller>,
    /// Number of stops that the driver makes before this order. Absent if the order is not on its
    /// way in a batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Count>)]
    stops_before: Option<usize>,
    /// The customer for whom the order was placed. Present only for the seller's staff and
    /// administrators, and for the order's driver until 24 hours after the order ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerView>,
}

/// The seller of an order, with contact details for its customers.
#[derive(Serialize, ToSchema)]
struct TrackedSeller {
    /// Identifier of the seller that fulfils the order.
    #[schema(value_type = words::SellerId)]
    id: String,
    /// Current name of the seller, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// IANA name of the seller's time zone, such as `Europe/Vienna`.
    #[schema(value_type = words::TimeZone)]
    timezone: String,
    /// Phone number of the seller for its customers, in E.164 format. Absent if it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// Address of the seller. Absent if it has published none.
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
/// Returns an order with its timeline, its promised time, its batch, its driver and its seller. Its
/// buyer, its seller's staff, the driver of its batch and administrators may call it. The
/// customer's name and phone are left out for the buyer.
///
/// The `ETag` covers the whole answer and changes with the batch too. It begins with the order's
/// version and can be sent as `If-Match` to change the order. With `If-None-Match`, the answer is
/// 304 if nothing has changed.
///
/// Errors:
///
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
#[utoipa::path(
    get, path = "/api/orders/{id}/track", tag = "Orders", security(("bearer" = [])),
    params(
        ("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order."),
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

use axum::{extract::State, response::Response};
use docket_app::{
    Fault, Granted, Limit, PageRequest, SharedApp,
    delivery::{self, BatchFilter, ListedBatches},
};
use docket_domain::{Actor, Batch, BatchStatus};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::BatchView;
use crate::{
    http::{ApiError, Caller, DaysView, Moment, Pagination, Query, Shape, Table, day, names},
    openapi::words,
};

/// The filters of a list of delivery batches, and the page of it. Filters can be combined.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchQuery {
    /// Returns only batches in this status. Can be repeated to allow several statuses. A page that
    /// is filtered by status, zone or driver can have fewer rows than `limit`, even none, and still
    /// have a `nextCursor`.
    #[param(inline, value_type = Vec<words::BatchStatus>)]
    #[serde(default)]
    status: Vec<String>,
    /// Returns only batches of this seller. Defaults to the caller's own seller; for administrators
    /// to all sellers.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// An alias of `sellerId`. If both are given, they must be equal.
    #[param(inline, value_type = Option<words::SellerId>)]
    kitchen_id: Option<String>,
    /// Returns only batches for this delivery zone.
    #[param(inline, value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// Returns only batches of this driver. Drivers can name only themselves.
    #[param(inline, value_type = Option<words::MemberId>)]
    driver_id: Option<String>,
    /// Returns only batches that were created on this calendar day, in the time zone of the seller
    /// that is listed. For drivers it is the seller that they drive for; for administrators who
    /// name neither a seller nor a driver it is UTC. `days` in the response says which time zone
    /// was used.
    #[param(inline, value_type = Option<words::LocalDay>)]
    date: Option<String>,
    /// Returns only batches that were created at or after this moment.
    #[param(inline, value_type = Option<words::Moment>)]
    from: Option<Moment>,
    /// Returns only batches that were created at or before this moment. It must not be before
    /// `from`.
    #[param(inline, value_type = Option<words::Moment>)]
    to: Option<Moment>,
    /// Whether each batch includes its orders with addresses and customers, in delivery sequence. A
    /// page then has at most 10 batches, which is also the default `limit`. Defaults to false.
    orders: Option<bool>,
    /// The maximum number of batches on the page, 1 to 100. Defaults to 50. With `orders=true` it
    /// is 1 to 10 and defaults to 10.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// The `nextCursor` of the previous page. It is valid only with unchanged filters and for the
    /// caller who received it.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// A page of delivery batches.
#[derive(Serialize, ToSchema)]
pub struct BatchPage {
    /// The batches, newest first. Each has `orders` only if the request asked for them.
    batches: Vec<BatchView>,
    /// The calendar that `date` was read in. Present only if the request has `date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<DaysView>,
    /// The position of this page in the list.
    pagination: Pagination,
}

impl Table for BatchPage {
    const ROWS: &'static str = "batches";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "batchNumber",
        "sellerId",
        "seller.name",
        "zoneId",
        "zone.name",
        "driverId",
        "driver.name",
        "driver.phone",
        "status",
        "orderCount",
        "orderIds",
        "estimatedDeliveryTime",
        "createdAt",
        "pickupTime",
        "completedAt",
        "reason",
        "version",
    ];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }

    fn days(&self) -> Option<&DaysView> {
        self.days.as_ref()
    }
}

/// List batches.
///
/// Returns delivery batches, newest first, one page at a time. Staff see the batches of their own
/// seller, drivers see the batches that are assigned to them, and administrators see the batches of
/// all sellers. A driver gets the tours of a day with `date` and `orders=true`. With
/// `Accept: text/csv` the page is returned as CSV.
///
/// Buyers get 403 `forbidden`. So do staff who ask for another seller, and drivers who ask for
/// another seller or driver.
///
/// 400 `invalid_request` names each invalid parameter: an unknown status, a malformed id, day or
/// moment, a `to` before `from`, a `limit` out of range, or a cursor of another list.
#[utoipa::path(
    get, path = "/api/delivery/batches", tag = "Delivery", security(("bearer" = [])),
    params(BatchQuery),
    responses((status = OK, body = BatchPage), (status = FORBIDDEN)),
)]
pub async fn list_batches(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<BatchQuery>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let query = query.value(&Granted::to_members(actor)?)?;
    let filter = filter(&query)?;
    let parts = filter.parts();
    let selected = filter.selected_by(actor)?;
    let with_orders = query.orders.unwrap_or_default();
    let limit =
        if with_orders { Limit::up_to(10, query.limit)? } else { Limit::read(query.limit)? };
    let parts: Vec<_> = ["batches"].into_iter().chain(parts.iter().map(String::as_str)).collect();
    let requested = PageRequest::read(&app, limit, (actor.id(), &parts), query.cursor.as_deref())?;
    let listed = delivery::list_batches(&app, &selected, with_orders, &requested).await?;
    let pagination = Pagination::of(&requested, listed.next.as_deref());
    shape.answer(&BatchPage::new(&listed, (actor, app.now()), pagination))
}

impl BatchPage {
    fn new(listed: &ListedBatches, viewer: (&Actor, Timestamp), pagination: Pagination) -> Self {
        let ListedBatches { batches, orders, drivers, calendar, next: _ } = listed;
        let view = |batch: &Batch| match orders {
            Some(orders) => BatchView::named(batch, orders, viewer, drivers),
            None => BatchView::row(batch, drivers),
        };
        let batches = batches.iter().map(view).collect();
        Self { batches, days: calendar.as_ref().map(DaysView::of), pagination }
    }
}

fn filter(query: &BatchQuery) -> Result<BatchFilter, Fault> {
    let (name, seller) = match (&query.seller_id, &query.kitchen_id) {
        (Some(seller), Some(kitchen)) if seller != kitchen => {
            return Err(Fault::parameter("kitchenId", "must be the same seller as `sellerId`"));
        }
        (None, Some(kitchen)) => ("kitchenId", Some(kitchen)),
        (seller, _) => ("sellerId", seller.as_ref()),
    };
    let zone = query.zone_id.as_deref().map(str::parse).transpose();
    let status = |name: &String| {
        let unknown = || {
            let names = BatchStatus::ALL.map(BatchStatus::name);
            Fault::parameter("status", names::one_of(&names))
        };
        BatchStatus::from_name(name).ok_or_else(unknown)
    };
    let driver = |id: &String| id.parse().map_err(|it| Fault::parameter("driverId", it));
    let on = |text: &String| day("date", text);
    let seller = seller.map(|id| id.parse().map_err(|it| Fault::parameter(name, it)));
    let (from, to) = (query.from.map(Timestamp::from), query.to.map(Timestamp::from));
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(Fault::parameter("to", "must not be before `from`"));
    }
    Ok(BatchFilter {
        statuses: query.status.iter().map(status).collect::<Result<_, _>>()?,
        seller: seller.transpose()?,
        zone: zone.map_err(|error| Fault::parameter("zoneId", error))?,
        driver: query.driver_id.as_ref().map(driver).transpose()?,
        on: query.date.as_ref().map(on).transpose()?,
        from,
        to,
    })
}

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

/// Which batches, and which page of them. Filters may be combined.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchQuery {
    /// In this status; given more than once, in any of them. A page filtered by
    /// status, zone or driver may be short, even empty, and still have a next one.
    #[param(inline, value_type = Vec<words::BatchStatus>)]
    #[serde(default)]
    status: Vec<String>,
    /// A seller's; the caller's own seller's unless given, for an administrator
    /// all sellers'.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// The same as `sellerId`.
    #[param(inline, value_type = Option<words::SellerId>)]
    kitchen_id: Option<String>,
    /// To this zone.
    #[param(inline, value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// With this driver; drivers see their own only.
    #[param(inline, value_type = Option<words::MemberId>)]
    driver_id: Option<String>,
    /// Put together on this calendar day: that of the seller, in its time zone;
    /// for a driver that of the seller that the driver works for. `days` in the
    /// answer says whose.
    #[param(inline, value_type = Option<words::LocalDay>)]
    date: Option<String>,
    /// Put together then or later.
    #[param(inline, value_type = Option<words::Moment>)]
    from: Option<Moment>,
    /// Put together then or earlier.
    #[param(inline, value_type = Option<words::Moment>)]
    to: Option<Moment>,
    /// Whether with their orders, as they are to be delivered: addresses and
    /// customers included. A driver's day is `date` with these. Then a page
    /// has at most 10.
    orders: Option<bool>,
    /// 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// A page of batches.
#[derive(Serialize, ToSchema)]
pub struct BatchPage {
    /// Newest first; with their orders if those were asked for.
    batches: Vec<BatchView>,
    /// Which calendar the day of the request is of, where it names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<DaysView>,
    /// Where the page stands.
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
/// Batches: a seller's for its staff, a driver's own for the driver, those of
/// all sellers for administrators.
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
            return Err(Fault::parameter("kitchenId", "is another than sellerId"));
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
        return Err(Fault::parameter("to", "must not be before from"));
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

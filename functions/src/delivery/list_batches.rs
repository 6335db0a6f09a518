use axum::{extract::State, response::Response};
use docket_app::{App, AppError, Calendar, Fault, Granted, SharedApp};
use docket_domain::{Actor, Batch, BatchStatus, MemberId, SellerId, ZoneId};
use docket_store::{BatchList, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::{BatchView, drivers};
use crate::{
    http::{
        ApiError, Caller, DaysView, Limit, PageRequest, Pagination, Query, Shape, Table, day, names,
    },
    openapi::words,
};

/// Which batches, and which page of them. Filters may be combined.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchQuery {
    /// In this status. A page filtered by status, zone or driver may be short,
    /// even empty, and still have a next one.
    #[param(inline, value_type = Option<words::BatchStatus>)]
    status: Option<String>,
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
    let granted = Granted::only(!matches!(actor, Actor::Buyer(_)))?;
    let query = query.value(&granted)?;
    let filter = filter(&query)?;
    let list = list(&filter, actor)?;
    let with_orders = query.orders.unwrap_or_default();
    let limit =
        if with_orders { Limit::up_to(10, query.limit)? } else { Limit::read(query.limit)? };
    let asked = format!("{filter:?}");
    let requested = PageRequest::read(
        &app,
        limit,
        (actor.id(), &["batches", &asked]),
        query.cursor.as_deref(),
    )?;
    let calendar = calendar(&app, actor, &filter).await?;
    let zone = calendar.as_ref().and_then(Calendar::timezone);
    let on = filter.on.zip(zone.as_ref());
    let mut page = app.store.batches(&list, on, requested.after(), requested.limit()).await?;
    page.items.retain(|batch| filter.has(batch));
    let people = drivers(&app, &page.items, std::slice::from_ref(actor)).await;
    let batches = if with_orders {
        let orders = app.store.orders_of_batches(&page.items).await?;
        let view = |batch: &Batch| BatchView::named(batch, &orders, (actor, app.now()), &people);
        page.items.iter().map(view).collect()
    } else {
        page.items.iter().map(|batch| BatchView::row(batch, &people)).collect()
    };
    let pagination = requested.pagination(page.next.as_deref());
    let days = calendar.as_ref().map(DaysView::of);
    shape.answer(&BatchPage { batches, days, pagination })
}

/// The calendar of the day that is asked for, if one is.
async fn calendar(
    app: &App,
    actor: &Actor,
    filter: &Filter,
) -> Result<Option<Calendar>, StoreError> {
    if filter.on.is_none() {
        return Ok(None);
    }
    let seller = match actor {
        Actor::Seller { seller, .. } | Actor::Driver { seller, .. } => Some(seller),
        Actor::Admin(_) | Actor::Buyer(_) | Actor::System(_) => filter.seller.as_ref(),
    };
    Calendar::of_list(app, seller, filter.driver.as_ref()).await.map(Some)
}

/// What a list is narrowed to.
#[derive(Debug)]
struct Filter {
    status: Option<BatchStatus>,
    seller: Option<SellerId>,
    zone: Option<ZoneId>,
    driver: Option<MemberId>,
    on: Option<Date>,
}

impl Filter {
    fn has(&self, batch: &Batch) -> bool {
        let driver = batch.driver.as_ref().map(|driver| &driver.id);
        let zone = batch.zone.as_ref().map(docket_domain::OneLine::as_str);
        self.status.is_none_or(|status| batch.status == status)
            && self.seller.as_ref().is_none_or(|seller| batch.seller == *seller)
            && self.zone.as_ref().is_none_or(|wanted| zone == Some(wanted.as_str()))
            && self.driver.as_ref().is_none_or(|wanted| driver == Some(wanted))
    }
}

fn filter(query: &BatchQuery) -> Result<Filter, AppError> {
    let (name, seller) = match (&query.seller_id, &query.kitchen_id) {
        (Some(seller), Some(kitchen)) if seller != kitchen => {
            return Err(Fault::parameter("kitchenId", "is another than sellerId").into());
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
    Ok(Filter {
        status: query.status.as_ref().map(status).transpose()?,
        seller: seller.transpose()?,
        zone: zone.map_err(|error| Fault::parameter("zoneId", error))?,
        driver: query.driver_id.as_ref().map(driver).transpose()?,
        on: query.date.as_ref().map(on).transpose()?,
    })
}

/// Whose batches the caller asks for, if it may.
fn list(filter: &Filter, actor: &Actor) -> Result<BatchList, AppError> {
    let others = filter.seller.as_ref().is_some_and(|seller| !actor.manages(seller));
    match actor {
        Actor::Driver { seller, member } => {
            let own = filter.seller.as_ref().is_none_or(|it| it == seller);
            let own = own && filter.driver.as_ref().is_none_or(|it| it == member);
            if own { Ok(BatchList::Driver(member.clone())) } else { Err(AppError::Forbidden) }
        }
        Actor::Seller { seller, .. } if !others => Ok(BatchList::Seller(seller.clone())),
        Actor::Admin(_) => match (&filter.seller, &filter.driver) {
            (_, Some(driver)) => Ok(BatchList::Driver(driver.clone())),
            (Some(seller), None) => Ok(BatchList::Seller(seller.clone())),
            (None, None) => Ok(BatchList::All),
        },
        Actor::Buyer(_) | Actor::Seller { .. } | Actor::System(_) => Err(AppError::Forbidden),
    }
}

use axum::{extract::State, response::Response};
use docket_domain::{Actor, Batch, BatchStatus, MemberId, SellerId, ZoneId};
use docket_store::BatchList;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::BatchView;
use crate::{
    SharedApp,
    http::{
        ApiError, Caller, Cursors, FieldError, Granted, Limit, Pagination, Query, Shape, Table,
        names,
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
    /// A seller's; the caller's own seller's unless given. An administrator
    /// names a seller or a driver.
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
    /// Put together on this day, in UTC.
    #[param(inline, value_type = Option<words::Day>)]
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
    /// Where the page stands.
    pagination: Pagination,
}

impl Table for BatchPage {
    const ROWS: &'static str = "batches";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "batchNumber",
        "sellerId",
        "zoneId",
        "driverId",
        "driver.name",
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
}

/// Batches: a seller's for its staff, a driver's own for the driver.
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
    let cursors = Cursors { ids: app.keys.ids()?, caller: actor.id(), query: &["batches", &asked] };
    let after = cursors.read(query.cursor.as_deref())?;
    let mut page = app.store.batches(&list, filter.on, after.as_deref(), limit.get()).await?;
    page.items.retain(|batch| filter.has(batch));
    let batches = if with_orders {
        let orders = app.store.orders_of_batches(&page.items).await?;
        let view = |batch: &Batch| BatchView::new(batch, &orders, actor, app.now());
        page.items.iter().map(view).collect()
    } else {
        page.items.iter().map(BatchView::row).collect()
    };
    let pagination = cursors.pagination(limit, page.next.as_deref());
    shape.answer(&BatchPage { batches, pagination })
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

fn filter(query: &BatchQuery) -> Result<Filter, ApiError> {
    let (name, seller) = match (&query.seller_id, &query.kitchen_id) {
        (Some(seller), Some(kitchen)) if seller != kitchen => {
            return Err(FieldError::parameter("kitchenId", "is another than sellerId").into());
        }
        (None, Some(kitchen)) => ("kitchenId", Some(kitchen)),
        (seller, _) => ("sellerId", seller.as_ref()),
    };
    let zone = query.zone_id.as_deref().map(str::parse).transpose();
    let status = |name: &String| {
        let unknown = || {
            let names = BatchStatus::ALL.map(BatchStatus::name);
            FieldError::parameter("status", names::one_of(&names))
        };
        BatchStatus::from_name(name).ok_or_else(unknown)
    };
    let driver = |id: &String| id.parse().map_err(|it| FieldError::parameter("driverId", it));
    let on = |day: &String| {
        let refused = |_| FieldError::parameter("date", "must be a day, YYYY-MM-DD");
        // jiff would also read the day of a whole date and time.
        let day = if day.len() == 10 { day.as_str() } else { "" };
        day.parse().map_err(refused)
    };
    let seller = seller.map(|id| id.parse().map_err(|it| FieldError::parameter(name, it)));
    Ok(Filter {
        status: query.status.as_ref().map(status).transpose()?,
        seller: seller.transpose()?,
        zone: zone.map_err(|error| FieldError::parameter("zoneId", error))?,
        driver: query.driver_id.as_ref().map(driver).transpose()?,
        on: query.date.as_ref().map(on).transpose()?,
    })
}

/// Whose batches the caller asks for, if it may.
fn list(filter: &Filter, actor: &Actor) -> Result<BatchList, ApiError> {
    let others = filter.seller.as_ref().is_some_and(|seller| !actor.manages(seller));
    match actor {
        Actor::Driver { seller, member } => {
            let own = filter.seller.as_ref().is_none_or(|it| it == seller);
            let own = own && filter.driver.as_ref().is_none_or(|it| it == member);
            if own { Ok(BatchList::Driver(member.clone())) } else { Err(ApiError::Forbidden) }
        }
        Actor::Seller { seller, .. } if !others => Ok(BatchList::Seller(seller.clone())),
        Actor::Admin(_) => match (&filter.seller, &filter.driver) {
            (_, Some(driver)) => Ok(BatchList::Driver(driver.clone())),
            (Some(seller), None) => Ok(BatchList::Seller(seller.clone())),
            (None, None) => {
                let fault = "an administrator names a seller or a driver";
                Err(FieldError::parameter("sellerId", fault).into())
            }
        },
        Actor::Buyer(_) | Actor::Seller { .. } | Actor::System(_) => Err(ApiError::Forbidden),
    }
}

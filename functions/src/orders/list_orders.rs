//! Handlers of list-orders and list-all-orders: lists for staff and administrators.

use axum::{extract::State, response::Response};
use docket_app::{
    Fault, Granted, Limit, PageRequest, SharedApp,
    orders::{self, Bound, OrderSelection, Period, list_urgent_orders},
    shown_seller,
};
use docket_domain::{Amount, Breached, LookupPhone, OrderFilter, Phase, Priority, SellerId};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{ListedOrdersBody, OrderPage, RowPage};
use crate::{
    http::{ApiError, Caller, DaysView, Moment, Query, Shape, day},
    openapi::words,
};

/// Maximum number of full orders on a page.
const PAGE: u32 = 100;
/// Maximum number of rows on a page, about 200 KB.
const ROWS: u32 = 500;
/// Maximum number of orders on a page that is a table, about 1 MB.
const TABLE: u32 = 1_000;
/// Maximum number of orders that one request can name by id: those of one batch read.
const NAMED: usize = 100;

/// The sequence of a list.
#[derive(Clone, Copy)]
enum Sort {
    Newest,
    Urgency,
}

/// How much of each order a list shows.
#[derive(Clone, Copy)]
enum View {
    Full,
    Row,
}

/// Filters of a list of orders, and the page to return. Filters are combined with AND.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderQuery {
    /// Identifiers of orders, up to 100; repeat the parameter for several. Orders that the caller
    /// may not see, or that other filters exclude, are left out. All are on one page, so `cursor`
    /// must be absent.
    #[param(inline, max_items = 100, value_type = Vec<words::OrderId>)]
    #[serde(default)]
    id: Vec<String>,
    /// Status of a lifecycle, exactly as the lifecycle writes it. Repeat the parameter for orders
    /// in any of several statuses.
    #[param(inline, value_type = Vec<words::StatusName>)]
    #[serde(default)]
    status: Vec<String>,
    /// Phase, common to all lifecycles. Repeat the parameter for orders in any of several phases.
    #[param(inline, value_type = Vec<words::PhaseName>)]
    #[serde(default)]
    phase: Vec<String>,
    /// Identifier of the seller whose orders are listed. Default: the caller's own seller for
    /// staff, all sellers for administrators. Staff can name only their own seller.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// Alias of `sellerId`. If both are given, they must be equal.
    #[param(inline, value_type = Option<words::SellerId>)]
    kitchen_id: Option<String>,
    /// Identifier of the customer, as `customer.userId` of an order.
    #[param(inline, value_type = Option<words::CustomerId>)]
    user_id: Option<String>,
    /// Phone number of the customer in E.164 format, with `+` encoded as `%2B`.
    #[param(inline, value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// Orders placed at this time or later: a moment (RFC 3339) or a calendar day. A day is one of
    /// the seller's time zone if the list is of one seller or of one driver, and one of UTC
    /// otherwise; `days` in the answer says which.
    #[param(inline, value_type = Option<words::MomentOrDay>)]
    date_from: Option<String>,
    /// Orders placed at this time or earlier: a moment (RFC 3339) or a calendar day, which is
    /// included completely. Days are interpreted as for `dateFrom`. It must not be before
    /// `dateFrom`.
    #[param(inline, value_type = Option<words::MomentOrDay>)]
    date_to: Option<String>,
    /// Orders requested for this time (RFC 3339) or later. Orders without a requested time are left
    /// out.
    #[param(inline, value_type = Option<words::Moment>)]
    requested_from: Option<Moment>,
    /// Orders requested for this time (RFC 3339) or earlier. Orders without a requested time are
    /// left out.
    #[param(inline, value_type = Option<words::Moment>)]
    requested_to: Option<Moment>,
    /// Smallest grand total of the orders, in minor units of their currency.
    #[param(inline, value_type = Option<words::Amount>)]
    min_amount: Option<i64>,
    /// Largest grand total of the orders, in minor units of their currency. It must not be below
    /// `minAmount`.
    #[param(inline, value_type = Option<words::Amount>)]
    max_amount: Option<i64>,
    /// Priority of the orders: `low`, `normal`, `high` or `urgent`.
    #[param(inline, value_type = Option<words::PriorityName>)]
    priority: Option<String>,
    /// Identifier of the seller's delivery zone of the orders.
    #[param(inline, value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// Member identifier of the driver in whose batches the orders are.
    #[param(inline, value_type = Option<words::MemberId>)]
    driver_id: Option<String>,
    /// Name of the menu of the orders, exactly as they have it.
    #[param(inline, value_type = Option<words::Name>)]
    menu_type: Option<String>,
    /// Name of the meal of the orders, exactly as they have it.
    #[param(inline, value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// `true` lists orders that are in their status for longer than the seller's limit, `false` all
    /// others. Default: both.
    #[param(inline, value_type = Option<bool>)]
    sla_breached: Option<bool>,
    /// Search text: an order number, or the ten characters that identify it; a phone number, or its
    /// last four or more digits; or the beginnings of words of the customer's name, all of which
    /// must match. Case, accents and Unicode form are ignored.
    #[param(inline, value_type = Option<words::SearchText>)]
    q: Option<String>,
    /// Sequence of the list. `newest` (default): newest first. `urgency`: orders of one seller that
    /// have not ended, by earliest time limit, then by priority, then by age. Only the 500 orders
    /// that wait longest are considered, and there is one page, so `cursor` must be absent.
    #[param(inline, value_type = Option<words::SortName>)]
    sort: Option<String>,
    /// How much of each order is returned. `full` (default): the whole order. `row`: the part that
    /// a list shows, for orders of one seller, up to 500 per page. Rows come from an index and can
    /// be a moment old.
    #[param(inline, value_type = Option<words::OrderViewName>)]
    view: Option<String>,
    /// Maximum number of orders on the page, 1 to 100, default 50. Up to 500 with `view=row`, and
    /// up to 1,000 as a table (`Accept: text/csv`).
    #[param(inline, value_type = Option<words::OrderPageSize>)]
    limit: Option<u32>,
    /// Cursor of the page to return: `pagination.nextCursor` of the page before, with unchanged
    /// filters. Absent for the first page.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// List orders.
///
/// Lists orders, newest first by default. The seller's staff see the orders of their seller;
/// administrators see all orders, or those of the seller in `sellerId`.
///
/// Pages follow `pagination.nextCursor`, which is null on the last page. A page can have fewer
/// orders than `limit`, even none, and still have a next cursor. With `Accept: text/csv` the answer
/// is a table. `pagination.total` is present if the list is filtered by seller, status and phase
/// only.
///
/// Errors:
///
/// - 400 `invalid_request`: a parameter is unknown or has an invalid value, or parameters do not
///   fit together; `errors` names each parameter. A cursor is valid only for the caller and the
///   filters it was issued for.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller is neither staff of a seller nor an administrator.
/// - 404 `not_found`: a member of staff names another seller.
#[utoipa::path(
    get, path = "/api/orders", tag = "Orders", security(("bearer" = [])),
    params(OrderQuery), responses((status = OK, body = ListedOrdersBody), (status = FORBIDDEN), (status = NOT_FOUND)),
)]
pub async fn list_orders(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<OrderQuery>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    let query = query.value(&Granted::to_staff(actor)?)?;
    let limit = query.page(&shape)?;
    let mut selection = query.selection(app.now())?;
    selection.filter.seller = shown_seller(selection.filter.seller, actor)?;
    let parts = query.parts(selection.filter.seller.as_ref());
    let parts: Vec<_> = parts.iter().map(String::as_str).collect();
    let requested = PageRequest::read(&app, limit, (actor.id(), &parts), query.cursor.as_deref())?;
    let (view, sort) = (query.view()?, query.sort()?);
    let list = selection.resolve(&app).await?;
    let days = list.calendar.as_ref().map(DaysView::of);
    let listed = match (view, sort) {
        (View::Row, Sort::Newest) => {
            let listed = Box::pin(orders::list_order_rows(&app, list, &requested)).await?;
            return shape.answer(&RowPage::new(&listed, app.now(), &requested, days));
        }
        (View::Full, Sort::Newest) => Box::pin(orders::list_orders(&app, list, &requested)).await?,
        (View::Full | View::Row, Sort::Urgency) => {
            list_urgent_orders(&app, &list, &requested).await?
        }
    };
    match view {
        View::Full => {
            shape.answer(&OrderPage::new(&listed, (who, &app.stamp()?), &requested, days))
        }
        View::Row => shape.answer(&RowPage::new(&listed.into(), app.now(), &requested, days)),
    }
}

/// List orders of all sellers.
///
/// Alias of `GET /api/orders` for administrators: lists the orders of all sellers, newest first by
/// default, with the same filters. Only administrators may call it.
///
/// Pages follow `pagination.nextCursor`, which is null on the last page. A page can have fewer
/// orders than `limit`, even none, and still have a next cursor. With `Accept: text/csv` the answer
/// is a table. `pagination.total` is present if the list is filtered by seller, status and phase
/// only.
///
/// Errors:
///
/// - 400 `invalid_request`: a parameter is unknown or has an invalid value, or parameters do not
///   fit together; `errors` names each parameter. A cursor is valid only for the caller and the
///   filters it was issued for.
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller is not an administrator.
#[utoipa::path(
    get, path = "/api/orders/admin/all", tag = "Orders", security(("bearer" = [])),
    params(OrderQuery), responses((status = OK, body = ListedOrdersBody), (status = FORBIDDEN)),
)]
pub async fn list_all_orders(
    app: State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<OrderQuery>,
) -> Result<Response, ApiError> {
    Granted::to_admins(caller.signed_in()?)?;
    Box::pin(list_orders(app, caller, shape, query)).await
}

impl OrderQuery {
    /// The number of orders on the page. Orders that are named by id are all on one page.
    fn page(&self, shape: &Shape) -> Result<Limit, Fault> {
        if self.id.is_empty() {
            let most = match self.view()? {
                View::Full => PAGE,
                View::Row => ROWS,
            };
            return Limit::at_most(if shape.is_csv() { TABLE } else { most }, self.limit);
        }
        if self.id.len() > NAMED {
            return Err(Fault::parameter("id", format!("must be given at most {NAMED} times")));
        }
        if self.cursor.is_some() {
            return Err(Fault::parameter(
                "cursor",
                "must be absent where `id` is given: all named orders are on one page",
            ));
        }
        Limit::at_most(PAGE, self.limit)?;
        Limit::up_to(PAGE, None)
    }

    /// How much of each order is returned.
    fn view(&self) -> Result<View, Fault> {
        match self.view.as_deref() {
            None | Some("full") => Ok(View::Full),
            Some("row") => Ok(View::Row),
            Some(_) => Err(Fault::parameter("view", "must be full or row")),
        }
    }

    /// The sequence of the list. A list by urgency has one page.
    fn sort(&self) -> Result<Sort, Fault> {
        match self.sort.as_deref() {
            None | Some("newest") => Ok(Sort::Newest),
            Some("urgency") if self.cursor.is_some() => Err(Fault::parameter(
                "cursor",
                "must be absent where `sort` is urgency: there is one page",
            )),
            Some("urgency") => Ok(Sort::Urgency),
            Some(_) => Err(Fault::parameter("sort", "must be newest or urgency")),
        }
    }

    /// What a cursor is bound to: everything but the page. Every parameter is named here, so that
    /// none is forgotten.
    fn parts(&self, seller: Option<&SellerId>) -> Vec<String> {
        let Self {
            // What is named is on one page.
            id: _,
            status,
            phase,
            // The seller that is listed, under whichever name.
            seller_id: _,
            kitchen_id: _,
            user_id,
            phone,
            date_from,
            date_to,
            requested_from,
            requested_to,
            min_amount,
            max_amount,
            priority,
            zone_id,
            driver_id,
            menu_type,
            meal_window,
            sla_breached,
            q,
            // By urgency there is one page.
            sort: _,
            // A place is the same in both.
            view: _,
            limit: _,
            cursor: _,
        } = self;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let number = |value: &Option<i64>| value.map_or_else(String::new, |it| it.to_string());
        let texts = [user_id, phone, date_from, date_to, priority, q];
        let mut parts = vec!["orders".to_owned()];
        parts.push(seller.map_or_else(String::new, ToString::to_string));
        parts.extend([min_amount, max_amount].map(number));
        parts.extend(texts.map(text));
        let moment = |at: &Option<Moment>| at.map_or_else(String::new, |at| at.to_string());
        parts.extend([requested_from, requested_to].map(moment));
        // No name of a status or a phase has a comma.
        parts.extend([status, phase].map(|names| names.join(",")));
        parts.extend([zone_id, driver_id, menu_type, meal_window].map(text));
        parts.push(sla_breached.map_or_else(String::new, |it| it.to_string()));
        parts
    }

    /// The orders that the request asks for.
    fn selection(&self, now: Timestamp) -> Result<OrderSelection, Fault> {
        let filter = self.filter(now)?;
        let customer = parsed("userId", self.user_id.as_deref())?;
        let phone = parsed("phone", self.phone.as_deref())?.map(|LookupPhone(phone)| phone);
        let placed = Period {
            from: bound("dateFrom", self.date_from.as_deref())?,
            to: bound("dateTo", self.date_to.as_deref())?,
        };
        Ok(OrderSelection { customer, phone, placed, filter })
    }

    fn filter(&self, now: Timestamp) -> Result<OrderFilter, Fault> {
        let priority = self.priority.as_deref();
        let filter = OrderFilter {
            seller: seller(self)?,
            ids: all(&self.id, |id| parsed("id", id))?,
            statuses: all(&self.status, |name| parsed("status", name))?,
            phases: all(&self.phase, |name| named("phase", name, &Phase::ALL, Phase::name))?,
            requested_from: self.requested_from.map(Into::into),
            requested_to: self.requested_to.map(Into::into),
            min_total: amount("minAmount", self.min_amount)?,
            max_total: amount("maxAmount", self.max_amount)?,
            priority: named("priority", priority, &Priority::ALL, Priority::name)?,
            zone: parsed("zoneId", self.zone_id.as_deref())?,
            driver: parsed("driverId", self.driver_id.as_deref())?,
            menu_type: parsed("menuType", self.menu_type.as_deref())?,
            meal_window: parsed("mealWindow", self.meal_window.as_deref())?,
            breached: self.sla_breached.map(|wanted| Breached { wanted, at: now }),
            search: parsed("q", self.q.as_deref())?,
            ..OrderFilter::default()
        };
        if filter.min_total.zip(filter.max_total).is_some_and(|(least, most)| least > most) {
            return Err(Fault::parameter("maxAmount", "must not be below `minAmount`"));
        }
        if filter.requested_from.zip(filter.requested_to).is_some_and(|(from, to)| from > to) {
            return Err(Fault::parameter("requestedTo", "must not be before `requestedFrom`"));
        }
        Ok(filter)
    }
}

/// Reads each value of a repeated parameter.
fn all<T>(
    values: &[String],
    read: impl Fn(Option<&str>) -> Result<Option<T>, Fault>,
) -> Result<Vec<T>, Fault> {
    values.iter().filter_map(|value| read(Some(value)).transpose()).collect()
}

/// One end of a period: a moment, or a day.
fn bound(name: &str, text: Option<&str>) -> Result<Option<Bound>, Fault> {
    let Some(text) = text else { return Ok(None) };
    let refusal = || {
        let detail = "must be a day like 2026-11-20, or a moment like 2026-11-20T12:00:00Z";
        Fault::parameter(name, detail)
    };
    if text.len() > "2026-11-20".len() {
        let moment: Timestamp = text.parse().map_err(|_| refusal())?;
        return Ok(Some(Bound::Moment(Moment::from(moment).into())));
    }
    day(name, text).map(|day| Some(Bound::Day(day))).map_err(|_| refusal())
}

/// The seller, by either of its two parameters.
fn seller(query: &OrderQuery) -> Result<Option<SellerId>, Fault> {
    let seller = parsed("sellerId", query.seller_id.as_deref())?;
    let kitchen = parsed("kitchenId", query.kitchen_id.as_deref())?;
    match (&seller, &kitchen) {
        (Some(one), Some(other)) if one != other => {
            Err(Fault::parameter("kitchenId", "must be the same seller as `sellerId`"))
        }
        _ => Ok(seller.or(kitchen)),
    }
}

fn parsed<T>(name: &str, value: Option<&str>) -> Result<Option<T>, Fault>
where
    T: std::str::FromStr<Err: ToString>,
{
    let parsed = value.map(str::parse).transpose();
    parsed.map_err(|error| Fault::parameter(name, error))
}

/// One of the values of an enum, by its name.
fn named<T: Copy>(
    parameter: &str,
    value: Option<&str>,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<Option<T>, Fault> {
    let Some(value) = value else { return Ok(None) };
    let found = all.iter().copied().find(|&it| name(it) == value);
    found.map(Some).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|&it| name(it)).collect();
        Fault::parameter(parameter, format!("must be one of {}", names.join(", ")))
    })
}

fn amount(name: &str, minor: Option<i64>) -> Result<Option<Amount>, Fault> {
    let amount = minor.map(Amount::new).transpose();
    amount.map_err(|error| Fault::parameter(name, error))
}

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

/// The most orders of a page.
const PAGE: u32 = 100;
/// The most rows of a page: some 200 KB.
const ROWS: u32 = 500;
/// The most orders of a page that is a table: some 1 MB.
const TABLE: u32 = 1_000;
/// The most orders that are asked for by their ids: those of one read.
const NAMED: usize = 100;

/// Which come first.
#[derive(Clone, Copy)]
enum Sort {
    Newest,
    Urgency,
}

/// What is shown of each.
#[derive(Clone, Copy)]
enum View {
    Full,
    Row,
}

/// Which orders, and which page of them. Filters may be combined.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderQuery {
    /// These orders, by their ids: up to 100. What the caller may not see, or
    /// what another filter leaves out, is left out. All are on one page.
    #[param(inline, max_items = 100, value_type = Vec<words::OrderId>)]
    #[serde(default)]
    id: Vec<String>,
    /// A status of a lifecycle, verbatim. Given more than once, the orders in
    /// any of them.
    #[param(inline, value_type = Vec<words::StatusName>)]
    #[serde(default)]
    status: Vec<String>,
    /// A phase of all lifecycles. Given more than once, the orders in any of
    /// them.
    #[param(inline, value_type = Vec<words::PhaseName>)]
    #[serde(default)]
    phase: Vec<String>,
    /// A seller; staff see their own only.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// The same as `sellerId`.
    #[param(inline, value_type = Option<words::SellerId>)]
    kitchen_id: Option<String>,
    /// A customer, as `customer.userId` names it.
    #[param(inline, value_type = Option<words::CustomerId>)]
    user_id: Option<String>,
    /// A customer's phone in E.164, with `+` as `%2B`.
    #[param(inline, value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// Placed then or later: a moment (RFC 3339) or a calendar day. A day is
    /// that of the seller, in its time zone, where the list is of one seller or
    /// of one driver, and that of UTC otherwise; `days` in the answer says which.
    #[param(inline, value_type = Option<words::MomentOrDay>)]
    date_from: Option<String>,
    /// Placed then or earlier: a moment (RFC 3339) or a calendar day, the whole
    /// of it included. Days are those of `dateFrom`.
    #[param(inline, value_type = Option<words::MomentOrDay>)]
    date_to: Option<String>,
    /// Wanted then or later; orders without a wished time are left out.
    #[param(inline, value_type = Option<words::Moment>)]
    requested_from: Option<Moment>,
    /// Wanted then or earlier; orders without a wished time are left out.
    #[param(inline, value_type = Option<words::Moment>)]
    requested_to: Option<Moment>,
    /// The least grand total, in minor units.
    #[param(inline, value_type = Option<words::Amount>)]
    min_amount: Option<i64>,
    /// The largest grand total, in minor units.
    #[param(inline, value_type = Option<words::Amount>)]
    max_amount: Option<i64>,
    /// `low`, `normal`, `high` or `urgent`.
    #[param(inline, value_type = Option<words::PriorityName>)]
    priority: Option<String>,
    /// To this zone of the seller's.
    #[param(inline, value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// Brought by this driver: the orders of its batches.
    #[param(inline, value_type = Option<words::MemberId>)]
    driver_id: Option<String>,
    /// Of this menu, verbatim.
    #[param(inline, value_type = Option<words::Name>)]
    menu_type: Option<String>,
    /// For this meal, verbatim.
    #[param(inline, value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Whether they stayed in their status for longer than they should, where
    /// that is measured.
    #[param(inline, value_type = Option<bool>)]
    sla_breached: Option<bool>,
    /// What somebody typed: an order's number, or the ten characters that
    /// identify it; a phone, as people write it, or its last digits, four or
    /// more; or beginnings of words of a customer's name, all of which the name
    /// must have. Case, accents and Unicode form make no difference.
    #[param(inline, value_type = Option<words::SearchText>)]
    q: Option<String>,
    /// `newest` first, unless given; or by `urgency`, of one seller's orders that
    /// are still to be worked on: what is due first, then the priority, then who
    /// waits longest. That is one page, of the 500 orders that wait longest.
    #[param(inline, value_type = Option<words::SortName>)]
    sort: Option<String>,
    /// `full`, unless given, or `row`: of one seller's orders what a list shows of
    /// each, up to 500 on a page, as they were a moment ago.
    #[param(inline, value_type = Option<words::OrderViewName>)]
    view: Option<String>,
    /// 1 to 100, 50 unless given; up to 500 for rows (`view=row`), and up to 1,000
    /// as a table (`Accept: text/csv`).
    #[param(inline, value_type = Option<words::OrderPageSize>)]
    limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// List orders.
///
/// Orders, newest first: all of them for administrators, a seller's own for
/// its staff. A page may be short, even empty, and still carry a cursor.
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
/// Lists the orders of all sellers, newest first, page by page. Only administrators may
/// call it.
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
    /// How much a page holds. What is named is all on one.
    fn page(&self, shape: &Shape) -> Result<Limit, Fault> {
        if self.id.is_empty() {
            let most = match self.view()? {
                View::Full => PAGE,
                View::Row => ROWS,
            };
            return Limit::at_most(if shape.is_csv() { TABLE } else { most }, self.limit);
        }
        if self.id.len() > NAMED {
            return Err(Fault::parameter("id", format!("at most {NAMED} at a time")));
        }
        if self.cursor.is_some() {
            return Err(Fault::parameter(
                "cursor",
                "must be absent beside `id`: all named orders are on one page",
            ));
        }
        Limit::at_most(PAGE, self.limit)?;
        Limit::up_to(PAGE, None)
    }

    /// What is shown of each.
    fn view(&self) -> Result<View, Fault> {
        match self.view.as_deref() {
            None | Some("full") => Ok(View::Full),
            Some("row") => Ok(View::Row),
            Some(_) => Err(Fault::parameter("view", "must be full or row")),
        }
    }

    /// Which come first. The most urgent ones are on a page of their own.
    fn sort(&self) -> Result<Sort, Fault> {
        match self.sort.as_deref() {
            None | Some("newest") => Ok(Sort::Newest),
            Some("urgency") if self.cursor.is_some() => {
                Err(Fault::parameter("cursor", "by urgency there is one page"))
            }
            Some("urgency") => Ok(Sort::Urgency),
            Some(_) => Err(Fault::parameter("sort", "must be newest or urgency")),
        }
    }

    /// What a cursor is bound to: all but the page. Every parameter is named
    /// here, so that none is forgotten.
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

    /// Which orders it asks for.
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
            return Err(Fault::parameter("maxAmount", "must not be below minAmount"));
        }
        if filter.requested_from.zip(filter.requested_to).is_some_and(|(from, to)| from > to) {
            return Err(Fault::parameter("requestedTo", "must not be before requestedFrom"));
        }
        Ok(filter)
    }
}

/// Each of a parameter's values, read.
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

/// The seller under either name.
fn seller(query: &OrderQuery) -> Result<Option<SellerId>, Fault> {
    let seller = parsed("sellerId", query.seller_id.as_deref())?;
    let kitchen = parsed("kitchenId", query.kitchen_id.as_deref())?;
    match (&seller, &kitchen) {
        (Some(one), Some(other)) if one != other => {
            Err(Fault::parameter("kitchenId", "is another seller than sellerId"))
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

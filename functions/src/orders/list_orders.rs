use axum::{extract::State, response::Response};
use docket_app::{App, AppError, Fault, Granted, SharedApp};
use docket_domain::{
    Actor, Amount, Breached, Contact, CustomerKey, LookupPhone, OrderFilter, Phase, Priority,
    Search, SellerId,
};
use docket_store::{OrderList, Whose};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    bounds::Bounds,
    view::{OrderPage, page, urgent},
};
use crate::{
    http::{ApiError, Caller, DaysView, Limit, PageRequest, Query, Shape},
    openapi::words,
};

/// Which orders, and which page of them. Filters may be combined.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderQuery {
    /// A status of a lifecycle, verbatim.
    #[param(inline, value_type = Option<words::StatusName>)]
    status: Option<String>,
    /// A phase of all lifecycles.
    #[param(inline, value_type = Option<words::PhaseName>)]
    phase: Option<String>,
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
    pub date_from: Option<String>,
    /// Placed then or earlier: a moment (RFC 3339) or a calendar day, the whole
    /// of it included. Days are those of `dateFrom`.
    #[param(inline, value_type = Option<words::MomentOrDay>)]
    pub date_to: Option<String>,
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
    /// 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// Orders, newest first: all of them for administrators, a seller's own for
/// its staff. A page may be short, even empty, and still carry a cursor.
#[utoipa::path(
    get, path = "/api/orders", tag = "Orders", security(("bearer" = [])),
    params(OrderQuery), responses((status = OK, body = OrderPage), (status = FORBIDDEN), (status = NOT_FOUND)),
)]
pub async fn list_orders(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<OrderQuery>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    let query = query.value(&Granted::to_staff(actor)?)?;
    let own = match actor {
        Actor::Admin(_) => None,
        Actor::Seller { seller, .. } => Some(seller),
        Actor::Buyer(_) | Actor::Driver { .. } | Actor::System(_) => {
            return Err(AppError::Forbidden.into());
        }
    };
    let limit = Limit::read(query.limit)?;
    let mut wanted = Wanted::read(&app, &query)?;
    let seller = match (own, &wanted.filter.seller) {
        // There may be such orders, and these callers are not told.
        (Some(own), Some(asked)) if own != asked => return Err(AppError::NotFound.into()),
        (Some(own), _) => Some(own.clone()),
        (None, asked) => asked.clone(),
    };
    let parts = query.parts(seller.as_ref());
    let parts: Vec<_> = parts.iter().map(String::as_str).collect();
    let requested = PageRequest::read(&app, limit, (actor.id(), &parts), query.cursor.as_deref())?;
    let calendar = wanted.placed.narrow(&app, seller.as_ref(), &mut wanted.filter).await?;
    let days = calendar.as_ref().map(DaysView::of);
    if query.by_urgency()? {
        let Some(seller) = seller.as_ref().filter(|_| wanted.customers.is_empty()) else {
            let detail = "by urgency are the orders of one seller, and of no one customer";
            return Err(Fault::parameter("sort", detail).into());
        };
        let page = urgent(&app, who, (seller, &wanted.filter), &requested);
        return shape.answer(&page.await?.of(days));
    }
    let of = match (wanted.customers.as_slice(), &seller) {
        ([], None) => Whose::All { shards: app.settings.order_shards },
        ([], Some(seller)) => Whose::Seller(seller.clone()),
        ([customer, others @ ..], _) if others.iter().all(|other| other == customer) => {
            Whose::Customer(customer.clone())
        }
        // An order has one customer.
        ([_, ..], _) => return shape.answer(&OrderPage::empty(&requested).of(days)),
    };
    let filter = OrderFilter { seller, ..wanted.filter };
    let list = OrderList { of, filter, now: app.now() };
    shape.answer(&page(&app, who, &list, &requested).await?.of(days))
}

/// All orders, newest first, for administrators.
#[utoipa::path(
    get, path = "/api/orders/admin/all", tag = "Orders", security(("bearer" = [])),
    params(OrderQuery), responses((status = OK, body = OrderPage), (status = FORBIDDEN)),
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
    /// Whether the most urgent come first, on a page of their own.
    fn by_urgency(&self) -> Result<bool, Fault> {
        match self.sort.as_deref() {
            None | Some("newest") => Ok(false),
            Some("urgency") if self.cursor.is_some() => {
                Err(Fault::parameter("cursor", "by urgency there is one page"))
            }
            Some("urgency") => Ok(true),
            Some(_) => Err(Fault::parameter("sort", "must be newest or urgency")),
        }
    }

    /// What a cursor is bound to: all but the page.
    fn parts(&self, seller: Option<&SellerId>) -> Vec<String> {
        let Self { status, phase, user_id, phone, date_from, date_to, priority, q, .. } = self;
        let Self { zone_id, driver_id, menu_type, meal_window, sla_breached, .. } = self;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let number = |value: Option<i64>| value.map_or_else(String::new, |it| it.to_string());
        let texts = [status, phase, user_id, phone, date_from, date_to, priority, q];
        let mut parts = vec!["orders".to_owned()];
        parts.push(seller.map_or_else(String::new, ToString::to_string));
        parts.extend([number(self.min_amount), number(self.max_amount)]);
        parts.extend(texts.map(text));
        parts.extend([zone_id, driver_id, menu_type, meal_window].map(text));
        parts.push(sla_breached.map_or_else(String::new, |it| it.to_string()));
        parts
    }
}

/// What a query asks for, as far as the caller need not be known.
struct Wanted {
    filter: OrderFilter,
    placed: Bounds,
    /// Every customer that it names.
    customers: Vec<CustomerKey>,
}

impl Wanted {
    fn read(app: &App, query: &OrderQuery) -> Result<Self, AppError> {
        let mut filter = read(query, app.now())?;
        let mut customers = Vec::new();
        if let Some(id) = &query.user_id {
            customers.push(id.parse().map_err(|error| Fault::parameter("userId", error))?);
        }
        if let Some(phone) = &query.phone {
            let LookupPhone(phone) =
                phone.parse().map_err(|error| Fault::parameter("phone", error))?;
            customers.push(app.customer_key(&Contact::Phone(phone))?);
        }
        // Their index finds them, and nothing is left to search.
        if let Some(Search::Phone(phone)) = filter.search {
            customers.push(app.customer_key(&Contact::Phone(phone))?);
            filter.search = None;
        }
        let placed = Bounds::read(query.date_from.as_deref(), query.date_to.as_deref())?;
        Ok(Self { filter, placed, customers })
    }
}

fn read(query: &OrderQuery, now: Timestamp) -> Result<OrderFilter, Fault> {
    let filter = OrderFilter {
        seller: seller(query)?,
        status: parsed("status", query.status.as_deref())?,
        phase: named("phase", query.phase.as_deref(), &Phase::ALL, Phase::name)?,
        min_total: amount("minAmount", query.min_amount)?,
        max_total: amount("maxAmount", query.max_amount)?,
        priority: named("priority", query.priority.as_deref(), &Priority::ALL, Priority::name)?,
        zone: parsed("zoneId", query.zone_id.as_deref())?,
        driver: parsed("driverId", query.driver_id.as_deref())?,
        menu_type: parsed("menuType", query.menu_type.as_deref())?,
        meal_window: parsed("mealWindow", query.meal_window.as_deref())?,
        breached: query.sla_breached.map(|wanted| Breached { wanted, at: now }),
        search: parsed("q", query.q.as_deref())?,
        ..OrderFilter::default()
    };
    if filter.min_total.zip(filter.max_total).is_some_and(|(least, most)| least > most) {
        return Err(Fault::parameter("maxAmount", "must not be below minAmount"));
    }
    Ok(filter)
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

//! Listing orders for staff and administrators: newest first, or most urgent first.

use docket_domain::{Contact, CustomerKey, Order, OrderFilter, Phone, Search, Summary};
use docket_store::{OrderList, StoreError, Whose};

use super::period::Period;
use crate::{App, AppError, Calendar, Fault, PageRequest};

/// The orders that a request asks for.
#[derive(Debug)]
pub struct OrderSelection {
    /// Orders of this customer.
    pub customer: Option<CustomerKey>,
    /// Orders of the customer with this phone.
    pub phone: Option<Phone>,
    /// When they were placed.
    pub placed: Period,
    /// Further conditions. The caller may be shown the filter's seller
    /// ([`shown_seller`](crate::shown_seller)). A search for a phone finds the customer with that
    /// phone.
    pub filter: OrderFilter,
}

/// A list of orders: a selection whose phones are replaced by keys of customers, and whose days by
/// moments.
#[derive(Debug)]
pub struct SelectedOrders {
    /// The calendar of the selection's days, if it has any.
    pub calendar: Option<Calendar>,
    /// All customers in the selection. An order has one customer.
    customers: Vec<CustomerKey>,
    filter: OrderFilter,
}

/// A page of orders.
#[derive(Debug, Default)]
pub struct ListedOrders {
    /// The orders.
    pub orders: Vec<Order>,
    /// The position after which the next page begins, if there may be more.
    pub next: Option<String>,
    /// The number of orders in the list, if the counters know it.
    pub total: Option<u64>,
}

/// A page of summaries of orders.
#[derive(Debug, Default)]
pub struct ListedRows {
    /// The summaries.
    pub rows: Vec<Summary>,
    /// The position after which the next page begins, if there may be more.
    pub next: Option<String>,
    /// The number of orders in the list, if the counters know it.
    pub total: Option<u64>,
}

impl From<ListedOrders> for ListedRows {
    fn from(ListedOrders { orders, next, total }: ListedOrders) -> Self {
        Self { rows: orders.iter().map(Order::summary).collect(), next, total }
    }
}

impl OrderSelection {
    /// Resolves the selection to a list.
    ///
    /// # Errors
    ///
    /// [`AppError::Invalid`] for a period that ends before it begins,
    /// [`AppError::Store`] when the table does not answer, [`AppError::Key`] when
    /// this function was not given the id key.
    pub async fn resolve(self, app: &App) -> Result<SelectedOrders, AppError> {
        let Self { customer, phone, placed, mut filter } = self;
        let mut phones: Vec<Phone> = phone.into_iter().collect();
        // The index of customers finds the orders, so that nothing else is searched.
        let is_phone = |search: &mut Search| matches!(search, Search::Phone(_));
        if let Some(Search::Phone(phone)) = filter.search.take_if(is_phone) {
            phones.push(phone);
        }
        let mut customers: Vec<CustomerKey> = customer.into_iter().collect();
        customers.extend(app.customer_keys(phones.into_iter().map(Contact::Phone))?);
        let calendar = placed.narrow(app, &mut filter).await?;
        Ok(SelectedOrders { calendar, customers, filter })
    }
}

impl SelectedOrders {
    /// The store's list; `None` when the selection has two different customers.
    fn order_list(self, app: &App) -> Option<OrderList> {
        let Self { customers, filter, .. } = self;
        let of = match (customers.as_slice(), &filter.seller) {
            ([], None) => Whose::All { shards: app.settings.order_shards },
            ([], Some(seller)) => Whose::Seller(seller.clone()),
            ([customer, others @ ..], _) if others.iter().all(|other| other == customer) => {
                Whose::Customer(customer.clone())
            }
            ([_, ..], _) => return None,
        };
        Some(OrderList { of, filter, now: app.now() })
    }
}

/// A page of a list, newest first. It may be short, even empty, and still have a next page.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub async fn list_orders(
    app: &App,
    list: SelectedOrders,
    requested: &PageRequest<'_>,
) -> Result<ListedOrders, AppError> {
    let Some(list) = list.order_list(app) else { return Ok(ListedOrders::default()) };
    page(app, &list, requested).await
}

/// A page of a list's summaries, newest first. It may be short, even empty, and still have a next
/// page.
///
/// # Errors
///
/// [`AppError::Invalid`] for a list of all sellers, [`AppError::Store`] when the
/// table does not answer.
pub async fn list_order_rows(
    app: &App,
    list: SelectedOrders,
    requested: &PageRequest<'_>,
) -> Result<ListedRows, AppError> {
    if list.filter.seller.is_none() {
        let detail = "`row` needs one seller: give `sellerId`";
        return Err(Fault::parameter("view", detail).into());
    }
    let Some(list) = list.order_list(app) else { return Ok(ListedRows::default()) };
    let page = Box::pin(app.store.list_rows(&list, requested.after(), requested.limit()));
    let (page, total) = tokio::try_join!(page, total(app, &list))?;
    Ok(ListedRows { rows: page.items, next: page.next, total })
}

/// The orders of a list that are not done yet, on one page, sorted by due time, then priority, then
/// waiting time. Only the 500 orders that wait longest are considered.
///
/// # Errors
///
/// [`AppError::Invalid`] for a list that is not restricted to one seller or one customer;
/// [`AppError::Store`] when the table does not answer.
pub async fn list_urgent_orders(
    app: &App,
    list: &SelectedOrders,
    requested: &PageRequest<'_>,
) -> Result<ListedOrders, AppError> {
    let Some(seller) = list.filter.seller.as_ref().filter(|_| list.customers.is_empty()) else {
        let detail = "`urgency` needs one seller, and no customer: give `sellerId` without `phone` \
                      and `userId`";
        return Err(Fault::parameter("sort", detail).into());
    };
    let orders = app.store.urgent_orders(seller, &list.filter, requested.limit()).await?;
    Ok(ListedOrders { orders, next: None, total: None })
}

/// A page of a list, with the number of its orders.
pub(super) async fn page(
    app: &App,
    list: &OrderList,
    requested: &PageRequest<'_>,
) -> Result<ListedOrders, AppError> {
    let page = Box::pin(app.store.list_orders(list, requested.after(), requested.limit()));
    let (page, total) = tokio::try_join!(page, total(app, list))?;
    Ok(ListedOrders { orders: page.items, next: page.next, total })
}

/// The number of orders in a list, if the counters know it.
async fn total(app: &App, list: &OrderList) -> Result<Option<u64>, StoreError> {
    let seller = match &list.of {
        Whose::All { .. } => None,
        Whose::Seller(seller) => Some(seller),
        Whose::Customer(_) => return Ok(None),
    };
    if !list.filter.is_counted() {
        return Ok(None);
    }
    Ok(Some(list.filter.total(&app.store.totals(seller).await?)))
}

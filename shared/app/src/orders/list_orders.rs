//! Listing orders by what staff and administrators ask for: newest first, or
//! most urgent first.

use docket_domain::{Contact, CustomerKey, Order, OrderFilter, Phone, Search, Summary};
use docket_store::{OrderList, StoreError, Whose};

use super::period::Period;
use crate::{App, AppError, Calendar, Fault, PageRequest};

/// Which orders are asked for.
#[derive(Debug)]
pub struct OrderSelection {
    /// Those of this customer.
    pub customer: Option<CustomerKey>,
    /// Those of the customer with this phone.
    pub phone: Option<Phone>,
    /// When they were placed.
    pub placed: Period,
    /// What else they have to be. The seller is one that the caller may be shown
    /// ([`shown_seller`](crate::shown_seller)); a phone that was searched for is
    /// that of a customer.
    pub filter: OrderFilter,
}

/// A list of orders: a selection, its phones replaced by keys of customers and
/// its days by moments.
#[derive(Debug)]
pub struct SelectedOrders {
    /// Whose days the selection names, where it names any.
    pub calendar: Option<Calendar>,
    /// Every customer that it names. An order has one.
    customers: Vec<CustomerKey>,
    filter: OrderFilter,
}

/// A page of orders.
#[derive(Debug, Default)]
pub struct ListedOrders {
    /// The orders.
    pub orders: Vec<Order>,
    /// The place after which the next page begins, if there may be more.
    pub next: Option<String>,
    /// How many orders are in the list, where the counters know.
    pub total: Option<u64>,
}

/// A page of rows of orders.
#[derive(Debug, Default)]
pub struct ListedRows {
    /// The rows.
    pub rows: Vec<Summary>,
    /// The place after which the next page begins, if there may be more.
    pub next: Option<String>,
    /// How many orders are in the list, where the counters know.
    pub total: Option<u64>,
}

impl From<ListedOrders> for ListedRows {
    fn from(ListedOrders { orders, next, total }: ListedOrders) -> Self {
        Self { rows: orders.iter().map(Order::summary).collect(), next, total }
    }
}

impl OrderSelection {
    /// The list of these orders.
    ///
    /// # Errors
    ///
    /// [`AppError::Invalid`] for a period that ends before it begins,
    /// [`AppError::Store`] when the table does not answer, [`AppError::Key`] when
    /// this function was not given the id key.
    pub async fn resolve(self, app: &App) -> Result<SelectedOrders, AppError> {
        let Self { customer, phone, placed, mut filter } = self;
        let mut phones: Vec<Phone> = phone.into_iter().collect();
        // The index of customers finds them, and nothing is left to search.
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
    /// The list by which they are read; `None` where they are of two customers.
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

/// A page of a list, newest first. It may be short, even empty, and still have a
/// next one.
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

/// A page of a list's rows, newest first. It may be short, even empty, and still
/// have a next one.
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

/// The orders of a list that are still to be worked on, on one page: what is due
/// first, then the priority, then who waits longest. Of the 500 that wait
/// longest.
///
/// # Errors
///
/// [`AppError::Invalid`] for a list that is not of one seller, or of one
/// customer; [`AppError::Store`] when the table does not answer.
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

/// How many orders are in a list, where the counters know.
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

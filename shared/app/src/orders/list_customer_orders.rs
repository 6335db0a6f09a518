//! Listing the orders of a customer.

use docket_domain::{Actor, Contact, CustomerKey, OrderFilter, Phone, SellerId};
use docket_store::{OrderList, Whose};

use super::list_orders::{ListedOrders, page};
use crate::{App, AppError, Caller, Granted, PageRequest};

/// The orders of a customer that a caller may list.
#[derive(Debug)]
pub struct CustomerOrders {
    /// The customer.
    pub customer: CustomerKey,
    /// Only orders of this seller.
    seller: Option<SellerId>,
}

/// The orders of the customer with this phone that `caller` may list: all of them for a caller of
/// any role who has proved the phone and for administrators; those of their seller for staff.
///
/// # Errors
///
/// [`AppError::Unauthenticated`] when the caller did not sign in,
/// [`AppError::NotFound`] for everybody else, [`AppError::Key`] when this function
/// was not given the id key.
pub fn customer_orders(
    app: &App,
    caller: &Caller,
    phone: Phone,
) -> Result<(CustomerOrders, Granted), AppError> {
    let actor = caller.signed_in()?;
    let customer = app.customer_key(&Contact::Phone(phone))?;
    let seller = match actor {
        _ if caller.contact() == Some(&customer) => None,
        Actor::Admin(_) => None,
        Actor::Seller { seller, .. } => Some(seller.clone()),
        Actor::Buyer(_) | Actor::Driver { .. } | Actor::System(_) => {
            return Err(AppError::NotFound);
        }
    };
    Ok((CustomerOrders { customer, seller }, Granted::to_all()))
}

/// A page of a customer's orders, newest first. It may be short, even empty, and still have a next
/// page.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub async fn list_customer_orders(
    app: &App,
    list: CustomerOrders,
    requested: &PageRequest<'_>,
) -> Result<ListedOrders, AppError> {
    let filter = OrderFilter { seller: list.seller, ..OrderFilter::default() };
    let of = Whose::Customer(list.customer);
    page(app, &OrderList { of, filter, now: app.now() }, requested).await
}

/// A page of the orders of the contact that the caller proved, newest first. It is empty when the
/// caller proved none.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub async fn list_own_orders(
    app: &App,
    contact: Option<&CustomerKey>,
    requested: &PageRequest<'_>,
) -> Result<ListedOrders, AppError> {
    let Some(customer) = contact.cloned() else { return Ok(ListedOrders::default()) };
    let list = CustomerOrders { customer, seller: None };
    list_customer_orders(app, list, requested).await
}

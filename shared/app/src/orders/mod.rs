//! What is done with orders.

mod attempts;
mod decide;
mod place_checkout;
mod place_order;

pub use decide::{CustomerDraft, Customers, OrderContext, customer, who_orders};
pub use place_checkout::{PlaceCheckout, place_checkout};
pub use place_order::{PlaceOrder, place_order};

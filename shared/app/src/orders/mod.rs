//! Orders: placing, confirming and changing them.

pub mod access;
mod attempts;
mod change_order;
mod confirm_order;
mod decide;
mod leading_order;
mod merge_orders;
mod move_orders;
mod place_checkout;
mod place_order;
mod record_payment;
mod remarks;
mod resend_code;
mod split_order;
mod update_order;

pub use change_order::change_order;
pub use confirm_order::{ConfirmedOrder, confirm_order};
pub use decide::{CustomerDraft, Customers, OrderContext, customer, who_orders};
pub use merge_orders::merge_orders;
pub use move_orders::{MoveOrders, Moved, move_orders};
pub use place_checkout::{PlaceCheckout, place_checkout};
pub use place_order::{PlaceOrder, place_order};
pub use record_payment::{Payment, record_payment};
pub use remarks::Remarks;
pub use resend_code::resend_code;
pub use split_order::{Split, order_to_split, split_order};
pub use update_order::update_order;

//! Orders: placing, confirming, reading and changing them.

mod accept_order;
pub mod access;
mod attempts;
mod change_order;
mod confirm_order;
mod decide;
mod leading_order;
mod list_customer_orders;
mod list_orders;
mod merge_orders;
mod move_orders;
mod order_figures;
mod period;
mod place_checkout;
mod place_order;
mod quote_order;
mod read_order;
mod record_once;
mod remarks;
mod resend_code;
mod split_order;
mod track_order;
mod update_order;

pub use accept_order::accept_order;
pub use change_order::change_order;
pub(crate) use change_order::{change_order_at, release};
pub use confirm_order::{ConfirmedOrder, confirm_order};
pub use decide::{CustomerDraft, Customers, OrderContext, customer, who_orders};
pub use list_customer_orders::{
    CustomerOrders, customer_orders, list_customer_orders, list_own_orders,
};
pub use list_orders::{
    ListedOrders, ListedRows, OrderSelection, SelectedOrders, list_order_rows, list_orders,
    list_urgent_orders,
};
pub use merge_orders::merge_orders;
pub use move_orders::{MoveOrders, Moved, move_orders};
pub use order_figures::{OrderFigures, SlaOutcome, StatusTime, order_figures};
pub use period::{Bound, Period};
pub use place_checkout::{PlaceCheckout, place_checkout};
pub use place_order::{PlaceOrder, place_order};
pub use quote_order::{CartDraft, QuotedOrder, quote_order};
pub use read_order::{
    InternalOrder, NamedOrder, OrderHistory, order_history, order_messages, read_internal_order,
    read_order,
};
pub use record_once::{Payment, add_note, record_payment, report_problem};
pub use remarks::Remarks;
pub use resend_code::resend_code;
pub use split_order::{Split, order_to_split, split_order};
pub use track_order::{TrackedOrder, track_order};
pub use update_order::update_order;

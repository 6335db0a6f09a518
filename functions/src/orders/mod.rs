//! HTTP handlers of orders: they place, confirm, read, list and change orders.
//!
//! Each handler parses its request, calls one use case of `docket_app::orders` and writes the
//! answer. Rules are not decided here: rights are judged in `docket_app::orders::access`,
//! everything else in `docket_domain`.

pub mod accept_order;
pub mod add_note;
pub mod bulk_update_status;
pub mod cancel_order;
pub mod cancel_order_as_admin;
pub mod cancel_order_as_seller;
pub mod cancel_order_for_customer;
pub mod create_checkout;
pub mod create_order;
pub(crate) mod fulfilment_request;
pub mod get_order;
pub mod get_order_internal;
pub mod list_customer_orders;
pub mod list_my_orders;
pub mod list_order_messages;
pub mod list_orders;
pub mod merge_orders;
pub mod move_promise;
pub mod order_history;
pub mod order_statistics;
pub mod override_order_status;
pub mod quote_order;
pub mod record_payment;
pub mod reject_order;
pub(crate) mod request;
pub mod resend_verification;
pub mod split_order;
mod stopping;
pub mod track_order;
pub mod update_order;
pub mod update_order_status;
pub mod verify_order;
pub(crate) mod view;

//! Orders: placing, confirming, reading and moving them.

pub mod accept;
mod allowed;
mod audit;
pub mod cancel;
pub mod cancel_as_admin;
pub mod cancel_as_seller;
pub mod cancel_for_customer;
pub(crate) mod change;
pub mod create;
pub mod customer_list;
pub mod get;
pub mod history;
pub mod internal;
pub mod list;
pub mod my_list;
pub mod override_status;
mod page;
pub mod record_payment;
pub mod reject;
mod request;
pub mod resend;
mod stopping;
mod timeline;
pub mod track;
pub mod update_status;
pub mod verify;
pub(crate) mod view;

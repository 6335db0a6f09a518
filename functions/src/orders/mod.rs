//! Orders: placing, confirming, reading and moving them.

mod allowed;
mod audit;
pub mod cancel;
mod change;
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
mod request;
pub mod resend;
mod timeline;
pub mod track;
pub mod update_status;
pub mod verify;
mod view;

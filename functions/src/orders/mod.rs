//! Orders: placing, confirming, reading and moving them.

pub mod cancel;
mod change;
pub mod create;
pub mod customer_list;
pub mod get;
mod request;
pub mod override_status;
pub mod record_payment;
pub mod resend;
pub mod update_status;
pub mod verify;
mod view;

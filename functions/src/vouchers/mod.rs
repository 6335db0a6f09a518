//! Routes that create, read, list and change vouchers.
//!
//! Redeeming and restoring are not here: they happen in the transaction of the order.

pub mod create_voucher;
pub mod get_voucher;
pub mod list_vouchers;
mod read;
pub mod update_voucher;
mod view;

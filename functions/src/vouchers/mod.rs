//! Vouchers: making, reading and changing them. They are redeemed by orders.

pub mod create_voucher;
pub mod get_voucher;
pub mod list_vouchers;
mod read;
pub mod update_voucher;
mod view;

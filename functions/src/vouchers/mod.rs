//! Vouchers: making, reading and changing them. They are redeemed by orders.

pub mod create;
pub mod get;
pub mod list;
mod read;
pub mod update;
mod view;

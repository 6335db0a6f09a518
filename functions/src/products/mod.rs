//! Products and their stock.

pub mod adjust;
pub mod check;
pub mod create;
pub mod get;
pub mod list;
pub mod list_stock_changes;
pub mod update;
mod view;

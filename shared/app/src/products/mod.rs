//! Adding, reading and changing products, and their stock.

mod adjust_stock;
mod check_stock;
mod create_product;
mod read_product;
mod update_product;

pub use adjust_stock::{AdjustStock, adjust_stock};
pub use check_stock::{StockCheck, check_stock};
pub use create_product::{NewProduct, create_product};
pub use read_product::{
    NamedStockChange, StockedProduct, list_products, list_stock_changes, managed_product,
    read_product, shown_product,
};
pub use update_product::{UpdateProduct, update_product};

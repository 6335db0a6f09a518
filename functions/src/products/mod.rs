//! Products and their stock.

pub mod adjust_stock;
pub mod check_stock;
pub mod create_product;
pub mod get_product;
pub mod get_product_image;
pub mod list_products;
pub mod list_stock_changes;
pub mod put_product_image;
pub mod update_product;
mod view;

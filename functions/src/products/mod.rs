//! Routes of the product catalogue, of product images and of stock.
//!
//! A product and its stock are separate items of the table: changing the catalogue entry never
//! changes stock, and selling never changes the entry's version.

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

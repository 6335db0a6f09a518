//! Adding, reading and changing products, and their stock.

mod adjust_stock;
mod check_stock;
mod create_product;
mod product_image;
mod read_product;
mod update_product;

pub use adjust_stock::{AdjustStock, adjust_stock};
pub use check_stock::{StockCheck, check_stock};
pub use create_product::{NewProduct, create_product};
pub use product_image::{KeptImage, PutImage, keep_image, put_product_image, read_product_image};
pub use read_product::{
    NamedStockChange, StockedProduct, list_products, list_stock_changes, managed_product,
    read_product, shown_product,
};
pub use update_product::{UpdateProduct, update_product};

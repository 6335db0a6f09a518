//! Adding, reading and changing sellers.

mod create_seller;
mod read_seller;
mod update_seller;

pub use create_seller::create_seller;
pub use read_seller::{list_sellers, managed_seller, read_seller};
pub use update_seller::{UpdateSeller, update_seller};

//! Routes that add, read, list and change sellers and their settings.

pub mod create_seller;
pub mod get_seller;
pub mod list_sellers;
mod read;
pub mod update_seller;
mod view;

pub use view::TargetsView;

//! Members: staff, drivers and administrators.

pub mod create;
pub mod get;
pub mod list;
mod read;
pub mod update;
pub mod view;

pub use read::keys;

//! Sellers and their settings.

pub mod create;
pub mod get;
pub mod list;
mod read;
pub mod update;
mod view;

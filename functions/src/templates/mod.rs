//! Templates: orders that are kept, to be placed again by somebody or by
//! themselves.

pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod order;
mod read;
mod request;
pub mod update;
mod view;

pub use order::{By, desk};

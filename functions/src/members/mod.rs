//! Members: staff, drivers and administrators.

pub mod create;
pub mod list;
mod read;
pub mod update;
mod view;

//! HTTP handlers for members: staff and drivers of sellers, and administrators.

pub mod create_member;
pub mod get_member;
pub mod list_members;
mod read;
pub mod update_member;
pub mod view;

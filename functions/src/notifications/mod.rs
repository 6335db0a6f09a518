//! The feed of members.

pub mod list_notifications;
pub mod read_notifications;
mod view;

//! HTTP handlers for the notifications that members read in the staff pages.

pub mod list_notifications;
pub mod read_notifications;
mod view;

//! HTTP handlers for lifecycles: the statuses that orders go through, for clients that show them.

pub mod get_lifecycle;
mod view;

//! What the table's stream sets off.

mod count_changes;
mod details;
mod image;
mod outgoing;
mod publish;
mod watch_stock;

pub use count_changes::{Counted, count_changes};
pub use publish::publish_changes;

pub(crate) use details::order_event;
pub(crate) use outgoing::publish_all;

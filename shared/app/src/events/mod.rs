//! Use cases that the table's stream invokes: publishing events, counting changes, the change feed
//! and the marks of low stock.

mod batch_event;
mod bus_event;
mod code_event;
mod count_changes;
mod feed;
mod image;
mod order_event;
mod outgoing;
mod payment_event;
mod publish;
mod stock_event;
mod watch_stock;

pub use count_changes::{Counted, count_changes};
pub(crate) use payment_event::payment_reported;
pub use publish::publish_changes;

pub(crate) use order_event::order_event;
pub(crate) use outgoing::publish_all;

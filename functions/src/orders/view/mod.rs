//! Response bodies of orders: what a caller sees of an order, depending on role and time.
//!
//! This module decides nothing. It reads the order and asks the domain what the caller may see.

mod allowed_actions;
mod audit;
mod deadlines;
mod fulfilment;
mod items;
mod money;
mod order;
mod page;
mod problem;
mod row;
mod stopped;
mod timeline;
mod verification;

pub use audit::{AuditEntry, trail};
pub use fulfilment::{AddressView, FulfilmentView, NamedZone, address};
pub use items::AddonView;
pub use money::{ChargesView, PaymentView, payment};
pub use order::{CustomerView, NamedSeller, OrderBody, OrderView};
pub use page::{ListedOrdersBody, OrderPage};
pub use problem::ProblemView;
pub use row::RowPage;
pub use stopped::Stopped;
pub use verification::VerificationView;

//! Orders: reading the data that decisions depend on, and committing each decision in one
//! transaction.

mod change;
mod lists;
mod outcome;
mod place;
mod read;
mod situation;
mod sorted_sources;
mod stock_actions;
mod stock_plan;
mod together;
mod transaction;
mod unmet;
mod update;
mod urgent;
mod voucher_actions;

pub use change::Recorded;
pub use lists::{OrderList, Whose};
pub use outcome::{Commit, Shortage, Unplaced, UpdateOutcome};
pub use place::Placing;
pub use situation::{Situation, Wanted};
pub use together::Together;

pub(crate) use transaction::{Committed, Role, Transaction, too_many};
pub(crate) use unmet::Unmet;

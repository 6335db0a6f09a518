//! The table: its keys, its items and its transactions.
//!
//! Nothing above this crate knows a key or an attribute's name, and nothing
//! in it decides what may happen to an order: it commits what the domain has
//! decided, under conditions that make the decision still true, and reads a
//! refused condition back into domain words.

mod catalog;
mod changes;
mod claims;
mod codes;
mod committing;
mod contacts;
mod db;
mod error;
mod keys;
mod orders;
mod people;
mod placing;
mod records;
mod sessions;
mod stock;

pub use catalog::CreateOutcome;
pub use claims::Claim;
pub use codes::{Attempt, CodeClaim, Subject};
pub use db::{Item, Store, Usage};
pub use error::StoreError;
pub use committing::{Commit, Recorded};
pub use orders::{Page};
pub use placing::{PlaceOutcome, Placing, Shortage, Situation};
pub use records::{RequestMark, StoredOrder, StoredProduct, StreamImage};
pub use sessions::{Exchange, Revoked, Rotation};
pub use stock::{AdjustOutcome, Adjustment, StockLevel};
